// SPDX-License-Identifier: MIT
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <unistd.h>

#include "bridge.h"
#include "error.h"
#include "lock.h"
#include "sys.h"

#define PATH "/dev/k210-fpioa"

/* Protects the descriptor, but for those who use it: they ask once more. */
static struct lock lock = LOCK_INIT;
static int shared = -1;

int k210_bridge_open(void)
{
	int fd = open(PATH, O_RDWR | O_CLOEXEC | O_NONBLOCK);

	if (fd >= 0)
		return fd;
	switch (errno) {
	case ENOENT:
		return k210_fail(
			-ENOENT, PATH
			" isn't there: load k210-gpio.ko, built with the bridge");
	case EACCES:
		return k210_fail(-EACCES, "no permission for " PATH
					  ": be in its group, or root");
	default:
		return k210_fail(-errno, PATH " can't be opened: error %d",
				 errno);
	}
}

/*
 * The descriptor. With @anew one of the driver that is there now, under the
 * same number: other threads may be about to use it.
 */
static int get(bool anew)
{
	int fd;

	lock_take(&lock);
	if (shared < 0) {
		fd = shared = k210_bridge_open();
	} else if (anew) {
		fd = k210_bridge_open();
		if (fd >= 0) {
			dup3(fd, shared, O_CLOEXEC);
			close(fd);
			fd = shared;
		}
	} else {
		fd = shared;
	}
	lock_drop(&lock);
	return fd;
}

int k210_bridge_ask(unsigned long request, void *argument)
{
	int fd = get(false);
	int error = fd < 0 ? fd : sys_ioctl(fd, request, argument);

	if (error != -ENODEV)
		return error;
	fd = get(true);
	return fd < 0 ? fd : sys_ioctl(fd, request, argument);
}
