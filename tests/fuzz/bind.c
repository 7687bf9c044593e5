// SPDX-License-Identifier: GPL-2.0-or-later
/* Drivers that leave their devices while these are in use, and come back. */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "fuzz.h"

static const struct {
	const char *driver;
	const char *device;
} bound[] = { { "k210-fpioa", "502b0000.pinmux" },
	      { "k210-gpiohs", "38001000.gpio-controller" },
	      { "k210-gpio", "50200000.gpio" } };

static void tell(unsigned int number, const char *what)
{
	char path[80];
	int fd;

	snprintf(path, sizeof(path), "/sys/bus/platform/drivers/%s/%s",
		 bound[number].driver, what);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		wrong("%s: %m", path);
	/* Others may have done so: ENODEV and EBUSY are no news. */
	if (write(fd, bound[number].device, strlen(bound[number].device)) < 0)
		errno = 0;
	close(fd);
}

/* What is in the way of a bind comes back by itself. */
void call_bind(struct task *task)
{
	unsigned int number = below(task, 3);

	note(task, number, 0, 0);
	tell(number, "unbind");
	if (chance(task, 50))
		usleep(below(task, 2000));
	tell(number, "bind");
	if (!number) {
		tell(1, "bind");
		tell(2, "bind");
	}
	judge(task, "bind", 0, OK);
}

/*
 * A chip whose state met a claim has not come back; while nothing is claimed it
 * does, and its pads are what the device tree says.
 */
void bind_all(void)
{
	tell(0, "unbind");
	for (int tries = 0; tries < 1000; tries++) {
		for (unsigned int number = 0; number < 3; number++)
			tell(number, "bind");
		if (find_devices())
			return;
		usleep(10000);
	}
	wrong("the chips don't come back");
}
