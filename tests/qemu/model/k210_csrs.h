/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef K210_CSRS_H
#define K210_CSRS_H

/* Gives the harts what only the privileged architecture 1.9 had. */
void k210_csrs_init(void);

#endif
