// SPDX-License-Identifier: GPL-2.0-or-later
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/gpio.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "block.h"

#define BUS "/sys/bus/platform/"
#define BLOCKS 2

struct block {
	const char *name;
	const char *device;
	const char *node; /* that tells of the lines */
	size_t lines;
	unsigned int first_pad;
	bool taken;
	bool hogged;
	int change; /* of the tree */
	char chip[BLOCK_NAME];
};

static struct block blocks[BLOCKS] = {
	{ .name = "gpiohs",
	  .device = "38001000.gpio-controller",
	  .node = "/soc/gpio-controller@38001000",
	  .lines = 32,
	  .first_pad = 16 },
	{ .name = "gpio",
	  .device = "50200000.gpio",
	  .node = "/soc/bus@50200000/gpio@50200000/gpio-port@0",
	  .lines = 8,
	  .first_pad = 8 },
};

/* Whoever reads what is printed can tell this from a chip that is wrong. */
static int refuse(const char *why, ...)
{
	va_list args;

	va_start(args, why);
	printf("# no such chip: ");
	vprintf(why, args);
	putchar('\n');
	fflush(stdout);
	va_end(args);
	errno = EOPNOTSUPP;
	return -1;
}

/* The one that is asked for, or the other one beside it. */
static struct block *choose(void)
{
	const char *wanted = getenv("GPIOSIM_BLOCK") ?: blocks[0].name;
	struct block *found = NULL;

	for (int i = 0; i < BLOCKS; i++) {
		struct block *block = &blocks[i];

		if (!block->taken && (!found || !strcmp(block->name, wanted)))
			found = block;
	}
	return found;
}

static int write_file(const char *path, const char *text)
{
	ssize_t size = strlen(text);
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	ssize_t written;

	if (fd < 0)
		return -1;
	written = write(fd, text, size);
	close(fd);
	return written == size ? 0 : -1;
}

/*
 * Mainline's gpio-sifive leaves its chip behind when it is unbound, without
 * registers. There all stays as it is: lines without names and hogs, and all of
 * them, which is more than most ask for.
 */
static bool is_fixed(const struct block *block)
{
	char path[128], driver[128];
	ssize_t size;

	snprintf(path, sizeof(path), BUS "devices/%s/driver", block->device);
	size = readlink(path, driver, sizeof(driver) - 1);
	if (size < 0)
		return false;
	driver[size] = '\0';
	return !strcmp(strrchr(driver, '/') ?: driver, "/sifive_gpio");
}

/* That it has no driver is fine. */
static int take_driver(const struct block *block)
{
	char path[128];

	snprintf(path, sizeof(path), BUS "devices/%s/driver/unbind",
		 block->device);
	return write_file(path, block->device) && errno != ENOENT ? -1 : 0;
}

static void describe(FILE *out, const struct block *block,
		     const struct block_wish *wish)
{
	fprintf(out, "at\t%s\nnumbers\tngpios\t%zu\nstrings\tgpio-line-names",
		block->node, wish->lines);
	for (size_t i = 0; i < wish->lines; i++)
		fprintf(out, "\t%s", wish->names[i] ?: "");
	for (size_t i = 0; i < wish->lines; i++) {
		const struct block_hog *hog = &wish->hogs[i];

		if (hog->name)
			fprintf(out,
				"\nchild\thog-%zu\nflag\tgpio-hog\n"
				"numbers\tgpios\t%zu\t0\nflag\t%s\n"
				"strings\tline-name\t%s",
				i, i, hog->how, hog->name);
	}
}

/* The tree is so until the file is closed. */
static int change_tree(const struct block *block, const struct block_wish *wish)
{
	char *text = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&text, &size);
	int fd;

	if (!out)
		return -1;
	describe(out, block, wish);
	fclose(out);
	fd = open("/dev/k210-tree", O_WRONLY | O_CLOEXEC);
	if (fd >= 0 && write(fd, text, size) != (ssize_t)size) {
		close(fd);
		fd = -1;
	}
	free(text);
	return fd;
}

static int find_chip(struct block *block)
{
	struct dirent *entry;
	char path[128];
	DIR *folder;

	block->chip[0] = '\0';
	snprintf(path, sizeof(path), BUS "devices/%s", block->device);
	folder = opendir(path);
	if (!folder)
		return -1;
	while ((entry = readdir(folder)))
		if (!strncmp(entry->d_name, "gpiochip", strlen("gpiochip")))
			snprintf(block->chip, sizeof(block->chip), "%.60s",
				 entry->d_name);
	closedir(folder);
	errno = ENODEV;
	return block->chip[0] ? 0 : -1;
}

static int open_chip(const struct block *block)
{
	char path[BLOCK_NAME + 8];

	snprintf(path, sizeof(path), "/dev/%s", block->chip);
	return open(path, O_RDWR | O_CLOEXEC);
}

/* Those that a hog has stay as they are. */
static void make_inputs(const struct block *block)
{
	int chip = open_chip(block);

	if (chip < 0)
		return;
	for (unsigned int i = 0; i < block->lines; i++) {
		struct gpio_v2_line_request request = {
			.offsets = { i },
			.num_lines = 1,
			.config.flags = GPIO_V2_LINE_FLAG_INPUT |
					GPIO_V2_LINE_FLAG_BIAS_DISABLED,
		};

		if (!ioctl(chip, GPIO_V2_GET_LINE_IOCTL, &request))
			close(request.fd);
	}
	close(chip);
}

static int bind_driver(struct block *block)
{
	if (write_file(BUS "drivers_probe", block->device))
		return -1;
	return find_chip(block);
}

static int check_wish(const struct block *block, const struct block_wish *wish)
{
	if (!block)
		return refuse("it wants more than %d chips", BLOCKS);
	if (wish->lines > block->lines)
		return refuse("it wants more than %zu lines", block->lines);
	if (!is_fixed(block))
		return 0;
	for (size_t i = 0; i < wish->lines; i++)
		if (wish->names[i] || wish->hogs[i].name)
			return refuse("%s can't be unbound: no names, no hogs",
				      "gpio-sifive");
	return 0;
}

static int bind_anew(struct block *block, const struct block_wish *wish)
{
	if (is_fixed(block))
		return bind_driver(block);
	for (size_t i = 0; i < wish->lines; i++)
		if (wish->hogs[i].name)
			block->hogged = true;
	if (take_driver(block))
		return -1;
	block->change = change_tree(block, wish);
	return block->change < 0 ? -1 : bind_driver(block);
}

struct block *block_bind(const struct block_wish *wish)
{
	struct block *block = choose();

	if (check_wish(block, wish))
		return NULL;
	block->taken = true;
	block->hogged = false;
	block->change = -1;
	if (bind_anew(block, wish)) {
		int error = errno;

		block_unbind(block);
		errno = error;
		return NULL;
	}
	return block;
}

static int unbind_driver(struct block *block)
{
	if (block->chip[0])
		make_inputs(block);
	block->chip[0] = '\0';
	if (is_fixed(block))
		return 0;
	return take_driver(block);
}

/* Lines that hogs had are anybody's once these have gone. */
int block_unbind(struct block *block)
{
	if (unbind_driver(block))
		return -1;
	if (block->change >= 0)
		close(block->change);
	block->change = -1;
	if (block->hogged && (bind_driver(block) || unbind_driver(block)))
		return -1;
	block->taken = false;
	return 0;
}

const char *block_device(const struct block *block)
{
	return block->device;
}

const char *block_chip(const struct block *block)
{
	return block->chip;
}

unsigned int block_pad(const struct block *block, unsigned int line)
{
	return block->first_pad + line;
}

bool block_drives(const struct block *block, unsigned int line)
{
	const __u64 wanted = GPIO_V2_LINE_FLAG_USED | GPIO_V2_LINE_FLAG_OUTPUT;
	const __u64 lets_go =
		GPIO_V2_LINE_FLAG_OPEN_DRAIN | GPIO_V2_LINE_FLAG_OPEN_SOURCE;
	struct gpio_v2_line_info info = { .offset = line };
	int chip = open_chip(block);
	int failed;

	if (chip < 0)
		return false;
	failed = ioctl(chip, GPIO_V2_GET_LINEINFO_IOCTL, &info);
	close(chip);
	return !failed && (info.flags & (wanted | lets_go)) == wanted;
}
