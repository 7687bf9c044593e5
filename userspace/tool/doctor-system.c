// SPDX-License-Identifier: MIT
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "doctor.h"
#include "parse.h"
#include "print.h"

#define FPIOA "/dev/k210-fpioa"
#define DEVICES "/sys/bus/platform/devices"
#define DRIVERS "/sys/bus/platform/drivers"
#define CHIPS "/sys/bus/gpio/devices"

/* The SoC's blocks, by their names in its device trees, and our drivers. */
static const struct {
	const char *device;
	const char *driver;
} blocks[] = {
	{ "502b0000.pinmux", "k210-fpioa" },
	{ "38001000.gpio-controller", "k210-gpiohs" },
	{ "50200000.gpio", "k210-gpio" },
};

#define COUNT (sizeof(blocks) / sizeof(blocks[0]))

static int is_there(const char *path)
{
	return !access(path, F_OK);
}

/* "k210-gpiohs"; "" if none is bound. */
static const char *driver_of(const char *device)
{
	static char target[256];
	char path[96];
	const char *slash;
	ssize_t length;

	tool_format(path, sizeof(path), DEVICES "/%s/driver", device);
	length = readlink(path, target, sizeof(target) - 1);
	target[length < 0 ? 0 : length] = '\0';
	slash = strrchr(target, '/');
	return slash ? slash + 1 : target;
}

/* Mainline's driver of the FPIOA is called as ours is. */
static int is_loaded(void)
{
	return is_there(DRIVERS "/k210-gpiohs");
}

static void check_block(unsigned int i, int loaded)
{
	const char *device = blocks[i].device;
	const char *driver = driver_of(device);
	char path[96], fix[160];

	tool_format(path, sizeof(path), DEVICES "/%s", device);
	if (!is_there(path)) {
		doctor_find(ERROR, "boot with the device tree of a K210 board",
			    "there is no %s, or it is disabled", device);
	} else if (*driver && strcmp(driver, blocks[i].driver)) {
		tool_format(fix, sizeof(fix),
			    "echo %s >" DRIVERS
			    "/%s/unbind; modprobe k210-gpio",
			    device, driver);
		doctor_find(ERROR, fix,
			    "%s is driven by '%s', which isn't k210-gpio",
			    device, driver);
	} else if (!*driver && loaded) {
		tool_format(fix, sizeof(fix),
			    "echo %s >" DRIVERS "/%s/bind; dmesg tells why not",
			    device, blocks[i].driver);
		doctor_find(ERROR, fix, "%s has no driver", device);
	}
}

void doctor_drivers(void)
{
	int loaded = is_loaded();

	if (!is_there("/sys/bus")) {
		doctor_find(NOTE, "mount -t sysfs sysfs /sys",
			    "without /sys drivers can't be looked at");
		return;
	}
	if (!loaded)
		doctor_find(ERROR, "modprobe k210-gpio",
			    "the module k210-gpio isn't loaded");
	for (unsigned int i = 0; i < COUNT; i++)
		check_block(i, loaded);
}

/* The name of a group: /etc/group's line "gpio:x:997:". */
static int group_name(unsigned int gid, char *name, size_t size)
{
	FILE *file = fopen("/etc/group", "re");
	const char *end;
	char line[256];
	uint64_t id;
	int found = 0;

	while (file && !found && fgets(line, sizeof(line), file)) {
		char *number = strchr(line, ':');

		number = number ? strchr(number + 1, ':') : NULL;
		if (!number || !parse_digits(number + 1, &end, &id) ||
		    id != gid)
			continue;
		tool_format(name, size, "%.*s", (int)strcspn(line, ":"), line);
		found = 1;
	}
	if (file)
		fclose(file);
	return found;
}

static void tell_denied(const char *path)
{
	struct stat info = { 0 };
	char group[64], fix[200];

	stat(path, &info);
	if (!info.st_gid || !(info.st_mode & S_IWGRP)) {
		doctor_find(
			ERROR,
			"groupadd -r gpio; install 60-k210-gpio.rules for udev, or mdev.conf; or be root",
			"%s is root's alone", path);
		return;
	}
	if (!group_name(info.st_gid, group, sizeof(group)))
		tool_format(group, sizeof(group), "%u",
			    (unsigned int)info.st_gid);
	tool_format(fix, sizeof(fix), "usermod -aG %s USER, and log in again",
		    group);
	doctor_find(ERROR, fix, "user %u isn't in group %s, who has %s",
		    (unsigned int)getuid(), group, path);
}

/* Why there is no FPIOA. What drivers lack is told by doctor_drivers(). */
static void tell_no_bridge(void)
{
	if (!is_there("/sys/class/misc") || !*driver_of(blocks[0].device) ||
	    !is_loaded())
		return;
	if (is_there("/sys/class/misc/k210-fpioa"))
		doctor_find(ERROR, "mount -t devtmpfs dev /dev, or mdev -s",
			    "there is no " FPIOA);
	else
		doctor_find(ERROR,
			    "build k210-gpio with CONFIG_K210_FPIOA_BRIDGE=y",
			    "k210-gpio was built without " FPIOA
			    ": pads can be neither asked for nor mapped");
}

int doctor_bridge(void)
{
	int fd = open(FPIOA, O_RDWR | O_CLOEXEC);

	if (fd >= 0) {
		close(fd);
		return 1;
	}
	/* ENODEV: the node of what was unbound is still there. */
	if (errno == ENOENT || errno == ENODEV)
		tell_no_bridge();
	else if (errno == EACCES || errno == EPERM)
		tell_denied(FPIOA);
	else
		doctor_find(ERROR, NULL, FPIOA ": %s", strerror(errno));
	return 0;
}

static void check_chip(const char *name)
{
	char node[300], number[300];
	int fd;

	tool_format(node, sizeof(node), "/dev/%s", name);
	tool_format(number, sizeof(number), CHIPS "/%s/dev", name);
	fd = open(node, O_RDWR | O_CLOEXEC);
	if (fd >= 0)
		close(fd);
	else if (errno == EACCES || errno == EPERM)
		tell_denied(node);
	else if (errno == ENOENT && is_there(number))
		doctor_find(ERROR, "mount -t devtmpfs dev /dev, or mdev -s",
			    "there is no %s", node);
	else if (errno == ENOENT)
		doctor_find(ERROR, "build the kernel with CONFIG_GPIO_CDEV=y",
			    "there is no %s: the kernel has no such devices",
			    node);
	else
		doctor_find(ERROR, NULL, "%s: %s", node, strerror(errno));
}

void doctor_chips(void)
{
	DIR *chips = opendir(CHIPS);
	struct dirent *entry;

	while (chips && (entry = readdir(chips)))
		if (!strncmp(entry->d_name, "gpiochip", 8))
			check_chip(entry->d_name);
	if (chips)
		closedir(chips);
}
