/* SPDX-License-Identifier: MIT */
/* Structs that carry their size, from programs older and newer than this. */
#ifndef K210_LIB_SIZED_H
#define K210_LIB_SIZED_H

#include <stddef.h>

/*
 * k210_sized_in() - take a struct from a caller, whose first field is its size.
 * @ours: filled; what the caller's is too short for is 0
 * @size: of @ours
 * @least: the size of the struct's first version
 *
 * Return: 0; -EINVAL for NULL and for one too short, -E2BIG for one that is
 * longer with a rest that isn't 0, and for one of more than 4096 bytes.
 */
int k210_sized_in(void *ours, size_t size, const void *theirs, size_t least);

/*
 * k210_sized_out() - give a struct to a caller, as much as fits; the rest of a
 * longer one is 0. The caller's size stays. Errors: likewise.
 */
int k210_sized_out(void *theirs, const void *ours, size_t size, size_t least);

#endif
