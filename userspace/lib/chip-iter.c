// SPDX-License-Identifier: MIT
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "chip.h"
#include "error.h"

/* So many are looked for in one go through /dev. */
#define BATCH 8

/* The number of a file in /dev, or -1 if it isn't a chip's. */
static int64_t number_of(const char *name)
{
	uint32_t number;

	if (strncmp(name, "gpiochip", 8) || !k210_is_number(name + 8, &number))
		return -1;
	return number;
}

/* opendir() would need malloc(). */
struct listing {
	_Alignas(8) char bytes[512];
	int used, filled;
};

static const char *next_name(int fd, struct listing *listing)
{
	/* As getdents64() has it, a file: ino, off, length, type, name. */
	struct file {
		uint64_t ino;
		int64_t off;
		uint16_t length;
		uint8_t type;
		char name[];
	} * file;

	if (listing->used >= listing->filled) {
		listing->filled = syscall(SYS_getdents64, fd, listing->bytes,
					  sizeof(listing->bytes));
		listing->used = 0;
		if (listing->filled < 0)
			listing->filled = -errno;
		if (listing->filled <= 0)
			return NULL;
	}
	file = (struct file *)(listing->bytes + listing->used);
	listing->used += file->length;
	return file->name;
}

/*
 * The smallest numbers above @last, in order. A directory has none, and it may
 * be long: what is kept of it is short.
 */
static int list(int64_t last, int64_t *numbers)
{
	int fd = open("/dev", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	struct listing listing = { 0 };
	const char *name;
	int count = 0;

	if (fd < 0)
		return k210_fail(-errno, "/dev can't be read: error %d", errno);
	while ((name = next_name(fd, &listing))) {
		int64_t number = number_of(name);
		int place = count;

		if (number <= last)
			continue;
		while (place && numbers[place - 1] > number)
			place--;
		if (place == BATCH)
			continue;
		if (count < BATCH)
			count++;
		for (int i = count - 1; i > place; i--)
			numbers[i] = numbers[i - 1];
		numbers[place] = number;
	}
	close(fd);
	if (listing.filled < 0)
		return k210_fail(listing.filled,
				 "/dev can't be listed: error %d",
				 -listing.filled);
	return count;
}

int k210_chip_each(k210_chip_match match, void *user, int *denied)
{
	int64_t numbers[BATCH];
	int64_t last = -1;
	int count;

	*denied = -ENOENT;
	do {
		count = list(last, numbers);
		if (count < 0)
			return count;
		for (int i = 0; i < count; i++) {
			struct k210_chip *chip;
			int error = k210_chip_open_number(&chip, numbers[i]);

			last = numbers[i];
			if (error == -EMFILE || error == -ENFILE ||
			    error == -ENOMEM)
				return error;
			if (error) {
				k210_silence();
				if (error == -EACCES)
					*denied = error;
				continue;
			}
			error = match(chip, user);
			k210_chip_close(chip);
			if (error)
				return error;
		}
	} while (count == BATCH);
	return 0;
}

K210_API int k210_chip_iter(k210_chip_match match, void *user)
{
	int denied;

	k210_silence();
	if (!match)
		return k210_fail(-EINVAL, "a function is needed, not NULL");
	return k210_chip_each(match, user, &denied);
}

struct search {
	k210_chip_match match;
	void *user;
	struct k210_chip *found;
};

static int try(struct k210_chip *chip, void *user)
{
	struct search *search = user;
	int done = search->match(chip, search->user);

	if (done > 0)
		search->found = k210_chip_ref(chip);
	return done;
}

K210_API int k210_chip_find(struct k210_chip **chip, k210_chip_match match,
			    void *user)
{
	struct search search = { match, user, NULL };
	int denied;

	k210_silence();
	if (!chip || !match)
		return k210_fail(-EINVAL,
				 "a chip and a function are needed, not NULL");

	int done = k210_chip_each(try, &search, &denied);

	if (done < 0)
		return done;
	if (!done)
		return k210_fail(
			denied,
			denied == -EACCES ?
				"no chip that may be opened is the one: be in the group of /dev/gpiochipN, or root" :
				"no GPIO chip is the one: is its driver loaded?");
	*chip = search.found;
	return 0;
}
