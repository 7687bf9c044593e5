// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What gpio-cdev-uaf asks of gpio-sim's configfs, answered by a driver that is
 * bound to a device and unbound: BIND and UNBIND are its files in sysfs, DEVICE
 * is the device's name, and CHIP_NAME a file which says what its chip is called
 * in /dev.
 */
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "wrapped.h"

static int live = -1;

int __wrap_mkdir(const char *path, mode_t mode)
{
	(void)path;
	(void)mode;
	return 0;
}

int __wrap_rmdir(const char *path)
{
	(void)path;
	return 0;
}

static int ends_in(const char *path, const char *end)
{
	size_t length = strlen(path), wanted = strlen(end);

	return length >= wanted && !strcmp(path + length - wanted, end);
}

int __wrap_open(const char *path, int flags, ...)
{
	if (ends_in(path, "/chip_name"))
		return __real_open(getenv("CHIP_NAME"), flags);
	if (!ends_in(path, "/live"))
		return __real_open(path, flags);
	live = __real_open("/dev/null", flags);
	return live;
}

/* One that is bound already is alive. */
ssize_t __wrap_write(int fd, const void *data, size_t size)
{
	const char *device = getenv("DEVICE");
	int file;
	ssize_t written;

	if (fd != live)
		return __real_write(fd, data, size);
	if (*(const char *)data == '1')
		return size;
	file = __real_open(getenv("UNBIND"), O_WRONLY);
	written = __real_write(file, device, strlen(device));
	close(file);
	return written == (ssize_t)strlen(device) ? (ssize_t)size : -1;
}
