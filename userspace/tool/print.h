/* SPDX-License-Identifier: MIT */
/*
 * Formatted text, for which libc's printf family is 20 KiB on the small machine,
 * most of it for numbers with fractions. Of that family's conversions there are
 * %s, %c, %d, %u, %x with l and ll, and %%, with widths, '-' and '*', '0' before
 * what isn't negative, and precisions of %s.
 */
#ifndef K210_TOOL_PRINT_H
#define K210_TOOL_PRINT_H

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

/* tool_print(), tool_print_to() - to stdout, or to @file. */
__attribute__((format(printf, 1, 2))) void tool_print(const char *format, ...);
__attribute__((format(printf, 2, 3))) void
tool_print_to(FILE *file, const char *format, ...);

/*
 * tool_format(), tool_vformat() - into @text, of @size bytes with its zero. What
 * doesn't fit is cut off.
 *
 * Return: how long it is, or would be.
 */
__attribute__((format(printf, 3, 4))) size_t
tool_format(char *text, size_t size, const char *format, ...);
__attribute__((format(printf, 3, 0))) size_t
tool_vformat(char *text, size_t size, const char *format, va_list list);

#endif
