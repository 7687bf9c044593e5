/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the linker's --wrap leaves of the calls that bound.c takes over. */
#ifndef WRAPPED_H
#define WRAPPED_H

#include <sys/types.h>

int __real_open(const char *path, int flags, ...);
ssize_t __real_write(int fd, const void *data, size_t size);

#endif
