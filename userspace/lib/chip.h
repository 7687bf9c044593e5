/* SPDX-License-Identifier: MIT */
/* A GPIO chip that is open. */
#ifndef K210_LIB_CHIP_H
#define K210_LIB_CHIP_H

#include <stdatomic.h>
#include <stdbool.h>

#include "k210gpio/chip.h"
#include "lock.h"

struct k210_watched;

struct k210_chip {
	int fd; /* doesn't wait */
	atomic_uint refs;
	uint32_t lines;
	char name[K210_NAME_SIZE];
	char label[K210_NAME_SIZE];
	struct lock lock;	      /* of what follows */
	struct k210_watched *watched; /* NULL while nothing is */
	/* Frees that; a function that only programs which watch have. */
	void (*forget)(struct k210_chip *chip);
};

/* k210_chip_open_file() - its descriptor, or negative errno and a sentence. */
int k210_chip_open_file(const char *path);

/*
 * k210_chip_open_path() - open a chip by its file, without a look at others.
 *
 * Return: 0, or negative errno with its sentence.
 */
int k210_chip_open_path(struct k210_chip **chip, const char *path);

/*
 * k210_chip_open_number() - the same by the number in the file's name.
 */
int k210_chip_open_number(struct k210_chip **chip, uint32_t number);

/*
 * k210_chip_each() - as k210_chip_iter().
 * @denied: filled with -EACCES if there was a chip that may not be opened;
 *	else -ENOENT
 */
int k210_chip_each(k210_chip_match match, void *user, int *denied);

/*
 * k210_is_number() - whether a text is a number of 32 bits, and nothing else.
 * @number: filled then
 */
bool k210_is_number(const char *digits, uint32_t *number);

/* k210_chip_none() - Return: -EINVAL, since a handle is NULL. */
int k210_chip_none(void);

/* k210_chip_gone() - say so if @error is -ENODEV. Return: @error. */
int k210_chip_gone(const struct k210_chip *chip, int error);

#endif
