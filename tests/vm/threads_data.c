// SPDX-License-Identifier: GPL-2.0-or-later
#include "threads.h"

__thread int own = 40;
int shared = 5;
int *const numbers[] = { &shared, &shared };
FILE *const *const streams[] = { (FILE *const *)&stderr,
				 (FILE *const *)&stdout };
