/* SPDX-License-Identifier: MIT */
/* What set does, and what it may be told while it runs. */
#ifndef K210_TOOL_SET_H
#define K210_TOOL_SET_H

#include <stdint.h>

struct bank;

/* set_talk() - do what is told on stdin, until its end. */
void set_talk(struct bank *bank, uint8_t *values);

#endif
