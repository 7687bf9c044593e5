/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The jig at the pads, /dev/k210-jig, for any number of threads. */
#ifndef JIG_H
#define JIG_H

#include <stdbool.h>

/* 0, or -1 and errno. Each open has its close. */
int jig_open(void);
void jig_close(void);

/* The level at a pad, as the outside sees it: 0, 1 or z. */
char jig_level(unsigned int pad);

/*
 * A resistor outside. Down is none, as what floats is low: so a bias that the
 * chip gets later has the last word. Against one that it had before something
 * drives: here, too, what comes later wins.
 */
void jig_pull(unsigned int pad, bool up);

/* Nothing is outside. */
void jig_let_go(unsigned int pad);

#endif
