// SPDX-License-Identifier: GPL-2.0-or-later
/* What `stdbuf -oL` does, for programs that are linked statically. */
#include <stdio.h>

__attribute__((constructor)) static void linewise(void)
{
	setvbuf(stdout, NULL, _IOLBF, 0);
}
