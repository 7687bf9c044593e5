// SPDX-License-Identifier: MIT
#include <stdlib.h>
#include <string.h>

#include "chips.h"
#include "k210gpio/chip.h"
#include "tool.h"

struct list {
	struct k210_chip **all;
	size_t count;
};

/* Those that were opened, and those that there are. */
static struct list opened, existing;

static void append(struct list *list, struct k210_chip *chip)
{
	list->all =
		realloc(list->all, (list->count + 1) * sizeof(list->all[0]));
	if (!list->all)
		tool_fail("no memory for so many chips");
	list->all[list->count++] = chip;
}

/* The handle that there is of the same chip; takes over @chip. */
static struct k210_chip *only(struct k210_chip *chip)
{
	for (size_t i = 0; i < opened.count; i++) {
		if (!strcmp(k210_chip_name(opened.all[i]),
			    k210_chip_name(chip))) {
			k210_chip_close(chip);
			return opened.all[i];
		}
	}
	append(&opened, chip);
	return chip;
}

struct k210_chip *chips_open(const char *id)
{
	struct k210_chip *chip;
	int error = k210_chip_open(&chip, id);

	if (error)
		tool_fail_call(error, id);
	return only(chip);
}

static int keep(struct k210_chip *chip, void *user)
{
	(void)user;
	append(&existing, only(k210_chip_ref(chip)));
	return 0;
}

size_t chips_all(const char *id, struct k210_chip ***chips)
{
	static struct k210_chip *one;
	int error;

	if (id) {
		one = chips_open(id);
		*chips = &one;
		return 1;
	}
	if (!existing.count) {
		error = k210_chip_iter(keep, NULL);
		if (error)
			tool_fail_call(error, NULL);
	}
	*chips = existing.all;
	return existing.count;
}
