/* SPDX-License-Identifier: MIT */
/* What libFuzzer's programs here share. */
#ifndef PARSERS_H
#define PARSERS_H

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <k210gpio.h>

/* What has to hold, whatever the input is. */
#define HOLDS(condition)                                                 \
	do {                                                             \
		if (!(condition)) {                                      \
			fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, \
				__LINE__, #condition);                   \
			abort();                                         \
		}                                                        \
	} while (0)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
