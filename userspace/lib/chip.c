// SPDX-License-Identifier: MIT
#include <errno.h>
#include <fcntl.h>
#include <linux/gpio.h>
#include <string.h>
#include <unistd.h>

#include "chip.h"
#include "error.h"
#include "handle.h"
#include "sized.h"
#include "sys.h"

#define PREFIX "/dev/gpiochip"

int k210_chip_open_file(const char *path)
{
	int fd = open(path, O_RDWR | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);

	if (fd >= 0)
		return fd;
	switch (errno) {
	case ENOENT:
	case ENOTDIR:
	case ENXIO:
	case ENODEV:
		return k210_fail(-ENOENT, "%s isn't there", path);
	case EACCES:
	case EPERM:
		return k210_fail(
			-EACCES,
			"no permission for %s: be in its group, or root", path);
	case EISDIR:
		return k210_fail(-ENOTTY, "%s is no GPIO chip", path);
	default:
		return k210_fail(-errno, "%s can't be opened: error %d", path,
				 errno);
	}
}

int k210_chip_open_path(struct k210_chip **chip, const char *path)
{
	_Static_assert(sizeof(struct k210_chip) <= HANDLE_SIZE, "too large");
	struct gpiochip_info info;
	int fd = k210_chip_open_file(path);

	if (fd < 0)
		return fd;

	int error = sys_ioctl(fd, GPIO_GET_CHIPINFO_IOCTL, &info);
	struct k210_chip *new = NULL;

	if (error == -ENODEV)
		error = k210_fail(-ENODEV, "the driver of %s is gone", path);
	else if (error < 0)
		error = k210_fail(-ENOTTY, "%s is no GPIO chip", path);
	if (!error)
		new = k210_handle_new();
	if (!new) {
		close(fd);
		return error ? error : -ENOMEM;
	}
	new->fd = fd;
	new->refs = 1;
	new->lines = info.lines;
	memcpy(new->name, info.name, sizeof(new->name) - 1);
	memcpy(new->label, info.label, sizeof(new->label) - 1);
	*chip = new;
	return 0;
}

int k210_chip_open_number(struct k210_chip **chip, uint32_t number)
{
	char path[sizeof(PREFIX) + 10];

	k210_format(path, sizeof(path), PREFIX "%u", number);
	return k210_chip_open_path(chip, path);
}

bool k210_is_number(const char *digits, uint32_t *number)
{
	uint64_t value = 0;

	if (!*digits)
		return false;
	for (; *digits; digits++) {
		if (*digits < '0' || *digits > '9')
			return false;
		value = value * 10 + (*digits - '0');
		if (value > UINT32_MAX)
			return false;
	}
	*number = value;
	return true;
}

struct wanted {
	const char *label;
	size_t length;
	struct k210_chip *chip;
};

static int has_label(struct k210_chip *chip, void *user)
{
	struct wanted *wanted = user;

	if (strncmp(chip->label, wanted->label, wanted->length))
		return 0;
	wanted->chip = k210_chip_ref(chip);
	return 1;
}

static int open_label(struct k210_chip **chip, const char *id)
{
	/* The chip's devices are called by their addresses. */
	const char *label = !strcmp(id, "gpiohs") ? "38001000." :
			    !strcmp(id, "gpio")	  ? "50200000." :
						    NULL;
	struct wanted wanted = { id, strlen(id) + 1, NULL };
	int denied;

	if (label) {
		wanted.label = label;
		wanted.length = strlen(label);
	}

	int done = k210_chip_each(has_label, &wanted, &denied);

	if (done < 0)
		return done;
	if (done) {
		*chip = wanted.chip;
		return 0;
	}
	if (denied == -EACCES)
		return k210_fail(
			denied,
			"no chip that may be opened is called %s: be in the group of /dev/gpiochipN, or root",
			id);
	return k210_fail(-ENOENT,
			 "no GPIO chip is called %s: is its driver loaded?",
			 id);
}

K210_API int k210_chip_open(struct k210_chip **chip, const char *id)
{
	uint32_t number;

	k210_silence();
	if (!chip || !id || !*id)
		return k210_fail(-EINVAL,
				 "a chip's name is needed: \"gpiochip0\"");
	if (strchr(id, '/'))
		return k210_chip_open_path(chip, id);

	const char *digits = strncmp(id, "gpiochip", 8) ? id : id + 8;

	if (k210_is_number(digits, &number))
		return k210_chip_open_number(chip, number);
	return open_label(chip, id);
}

K210_API struct k210_chip *k210_chip_ref(struct k210_chip *chip)
{
	if (chip)
		atomic_fetch_add(&chip->refs, 1);
	return chip;
}

K210_API void k210_chip_close(struct k210_chip *chip)
{
	if (!chip || atomic_fetch_sub(&chip->refs, 1) != 1)
		return;
	close(chip->fd);
	if (chip->forget)
		chip->forget(chip);
	k210_handle_free(chip);
}

int k210_chip_gone(const struct k210_chip *chip, int error)
{
	if (error == -ENODEV)
		k210_fail(error, "%s is gone: its driver was unbound",
			  chip->name);
	return error;
}

int k210_chip_none(void)
{
	return k210_fail(-EINVAL, "a chip is needed, not NULL");
}

K210_API int k210_chip_info(struct k210_chip *chip, struct k210_chip_info *info)
{
	struct k210_chip_info ours = { 0 };

	k210_silence();
	if (!chip)
		return k210_chip_none();
	ours.lines = chip->lines;
	memcpy(ours.name, chip->name, sizeof(ours.name));
	memcpy(ours.label, chip->label, sizeof(ours.label));
	return k210_sized_out(info, &ours, sizeof(ours), sizeof(ours));
}

K210_API int k210_chip_lines(const struct k210_chip *chip)
{
	if (!chip)
		return k210_chip_none();
	return chip->lines;
}

K210_API const char *k210_chip_name(const struct k210_chip *chip)
{
	return chip ? chip->name : "";
}

K210_API int k210_chip_fd(const struct k210_chip *chip)
{
	if (!chip)
		return k210_chip_none();
	return chip->fd;
}
