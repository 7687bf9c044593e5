/* SPDX-License-Identifier: MIT */
/* A file that a case writes, in the folder that it runs in. */
#ifndef FILE_H
#define FILE_H

#include <stdio.h>

#include "../harness.h"

#define FILE_NAME "./board.json"

static inline void write_file(const char *text, size_t length)
{
	FILE *file = fopen(FILE_NAME, "w");

	CHECK(file && fwrite(text, 1, length, file) == length);
	CHECK(!fclose(file));
}

static inline int load_text(const char *text)
{
	write_file(text, strlen(text));
	return k210_board_load(FILE_NAME);
}

#endif
