/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the one file of the program has and the other uses. */
#include <stdio.h>

extern __thread int own;
extern int shared;
extern int *const numbers[2];
extern FILE *const *const streams[2];
