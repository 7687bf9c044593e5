// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * poke ADDRESS: writes a byte to an address of the machine's, which nothing
 * hinders a program from where there is no MMU. poke: does nothing.
 */
#include <stdint.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
	if (argc > 1)
		__atomic_store_n((uint8_t *)strtoul(argv[1], NULL, 0), 0,
				 __ATOMIC_RELAXED);
	return 0;
}
