// SPDX-License-Identifier: MIT
#include <errno.h>
#include <string.h>

#include "chip.h"
#include "error.h"
#include "flags.h"
#include "line-info.h"
#include "sized.h"
#include "sys.h"

void k210_line_info_read(struct k210_line_info *info,
			 const struct gpio_v2_line_info *theirs)
{
	struct line_words words;
	uint32_t num = theirs->num_attrs;

	k210_flags_read(theirs->flags, &words);
	*info = (struct k210_line_info){
		.size = sizeof(*info),
		.line = theirs->offset,
		.used = !!(theirs->flags & GPIO_V2_LINE_FLAG_USED),
		.mode = words.mode,
		.active_low = !!(theirs->flags & GPIO_V2_LINE_FLAG_ACTIVE_LOW),
		.pull = words.pull,
		.clock = words.clock,
		.trigger = words.trigger,
	};
	memcpy(info->name, theirs->name, sizeof(info->name) - 1);
	memcpy(info->consumer, theirs->consumer, sizeof(info->consumer) - 1);
	for (uint32_t i = 0; i < num && i < GPIO_V2_LINE_NUM_ATTRS_MAX; i++)
		if (theirs->attrs[i].id == GPIO_V2_LINE_ATTR_ID_DEBOUNCE)
			info->debounce_us = theirs->attrs[i].debounce_period_us;
}

static int ask(struct k210_chip *chip, uint32_t line,
	       struct gpio_v2_line_info *info)
{
	memset(info, 0, sizeof(*info));
	info->offset = line;

	int error = sys_ioctl(chip->fd, GPIO_V2_GET_LINEINFO_IOCTL, info);

	if (error < 0 && error != -ENODEV)
		return k210_fail(error, "%s doesn't tell of line %u: error %d",
				 chip->name, line, -error);
	return k210_chip_gone(chip, error);
}

K210_API int k210_line_info(struct k210_chip *chip, unsigned int line,
			    struct k210_line_info *info)
{
	struct gpio_v2_line_info theirs;
	struct k210_line_info ours;

	k210_silence();
	if (!chip)
		return k210_chip_none();
	if (line >= chip->lines)
		return k210_fail(-EINVAL, "%s has no line %u: it has %u",
				 chip->name, line, chip->lines);

	int error = ask(chip, line, &theirs);

	if (error)
		return error;
	k210_line_info_read(&ours, &theirs);
	return k210_sized_out(info, &ours, sizeof(ours), sizeof(ours));
}

struct search {
	const char *name;
	struct k210_chip *chip;
	int line;
};

/* All lines are looked at: another may have the name as well. */
static int look_through(struct k210_chip *chip, void *user)
{
	struct search *search = user;
	struct gpio_v2_line_info info;

	for (uint32_t line = 0; line < chip->lines; line++) {
		int error = ask(chip, line, &info);

		if (error)
			return error;
		if (strncmp(info.name, search->name, sizeof(info.name)))
			continue;
		if (search->line >= 0)
			return k210_fail(
				-ENOTUNIQ,
				"%s is line %d of %s and line %u of %s: say which, as \"%s:%u\"",
				search->name, search->line, search->chip->name,
				line, chip->name, chip->name, line);
		search->line = line;
		search->chip = k210_chip_ref(chip);
	}
	return 0;
}

/* A chip that goes while it is looked through has no line of that name. */
static int look_through_any(struct k210_chip *chip, void *user)
{
	struct search *search = user;
	int error = look_through(chip, search);

	if (error != -ENODEV)
		return error;
	k210_silence();
	if (search->chip == chip) {
		k210_chip_close(chip);
		search->chip = NULL;
		search->line = -1;
	}
	return 0;
}

static int find(struct search *search, struct k210_chip *chip)
{
	int denied = -ENOENT;
	int error;

	if (!search->name || !*search->name)
		return k210_fail(-EINVAL, "a line's name is needed");
	if (strlen(search->name) >= GPIO_MAX_NAME_SIZE)
		error = 0;
	else if (chip)
		error = look_through(chip, search);
	else
		error = k210_chip_each(look_through_any, search, &denied);
	if (error)
		return error;
	if (search->line < 0)
		return k210_fail(
			denied,
			denied == -EACCES ?
				"no line that may be looked at is called %s: be in the group of /dev/gpiochipN, or root" :
				"no line is called %s: see gpio-line-names in the device tree",
			search->name);
	return search->line;
}

K210_API int k210_chip_find_line(struct k210_chip *chip, const char *name)
{
	struct search search = { name, NULL, -1 };

	k210_silence();
	if (!chip)
		return k210_chip_none();

	int line = find(&search, chip);

	k210_chip_close(search.chip);
	return line;
}

K210_API int k210_line_find(struct k210_chip **chip, const char *name)
{
	struct search search = { name, NULL, -1 };

	k210_silence();
	if (!chip)
		return k210_chip_none();

	int line = find(&search, NULL);

	if (line < 0)
		k210_chip_close(search.chip);
	else
		*chip = search.chip;
	return line;
}
