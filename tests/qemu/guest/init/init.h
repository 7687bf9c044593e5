/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files of PID 1 share. */
#ifndef INIT_H
#define INIT_H

#include <stddef.h>

/* Ends the machine; what led here is the last thing that the host reads. */
void finish(const char *format, ...)
	__attribute__((noreturn, format(printf, 1, 2)));

/* The same with the kernel's health, after a command that ended so. */
void report(int status, int files) __attribute__((noreturn));

/* A file's whole text with a NUL behind it; a missing file is empty. */
char *read_file(const char *path, size_t *size);

#endif
