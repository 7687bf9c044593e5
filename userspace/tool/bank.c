// SPDX-License-Identifier: MIT
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "bank.h"
#include "chips.h"
#include "k210gpio.h"
#include "select.h"
#include "tool.h"

/* The group of an item that has a line, one that is begun now if need be. */
static struct bank_group *group_of(struct bank *bank, struct k210_chip *chip)
{
	for (size_t i = 0; i < bank->count; i++) {
		struct bank_group *group = &bank->groups[i];

		if (chip && bank->items->all[group->indices[0]].chip == chip)
			return group;
	}

	struct bank_group *group = &bank->groups[bank->count++];
	size_t most = bank->items->count;

	group->offsets = tool_allocate(most, sizeof(group->offsets[0]));
	group->indices = tool_allocate(most, sizeof(group->indices[0]));
	return group;
}

static void sort_out(struct bank *bank)
{
	bank->groups =
		tool_allocate(bank->items->count, sizeof(bank->groups[0]));
	for (size_t i = 0; i < bank->items->count; i++) {
		const struct item *item = &bank->items->all[i];
		struct bank_group *group = group_of(bank, item->chip);

		group->offsets[group->count] = item->line;
		group->indices[group->count++] = i;
	}
}

static uint8_t level(const uint8_t *values, size_t index)
{
	if (!values)
		return 0;
	return values[index] ? K210_START_ACTIVE : K210_START_INACTIVE;
}

static void open_lines(struct bank *bank, struct bank_group *group,
		       const struct bank_config *config, const uint8_t *values)
{
	struct k210_chip *chip = bank->items->all[group->indices[0]].chip;
	struct k210_line_cfg *lines =
		tool_allocate(group->count, sizeof(*lines));
	int error;

	for (size_t i = 0; i < group->count; i++)
		lines[i] = (struct k210_line_cfg){
			.size = sizeof(lines[i]),
			.line = group->offsets[i],
			.mode = config->mode,
			.pull = config->pull,
			.active_low = config->active_low ? K210_SWITCH_ON :
							   K210_SWITCH_OFF,
			.value = level(values, group->indices[i]),
			.trigger = config->trigger,
			.clock = config->clock,
			.debounce_us = config->debounce_us,
		};
	error = k210_lines_request(&group->lines, chip, lines, group->count,
				   config->consumer);
	if (error)
		tool_fail_call(error, k210_chip_name(chip));
	tool_warn_call();
	free(lines);
}

static void open_pin(struct bank *bank, struct bank_group *group,
		     const struct bank_config *config, const uint8_t *values)
{
	struct item *item = &bank->items->all[group->indices[0]];
	struct k210_pin_cfg pin = {
		.size = sizeof(pin),
		.mode = config->mode,
		.pull = config->pull,
		.active_low =
			config->active_low ? K210_SWITCH_ON : K210_SWITCH_OFF,
		.value = level(values, group->indices[0]),
		.trigger = config->trigger,
		.debounce_us = config->debounce_us,
		.consumer = config->consumer,
		.flags = config->force ? K210_FORCE : 0,
	};
	int error;

	error = k210_pin_open(&group->pin, item->name, &pin);
	if (error)
		tool_fail_call(error, item->name);
	tool_warn_call();
	/* By now the pad carries a line: events are that one's. */
	if (k210_pin_pad(group->pin) >= 0)
		select_line_on(k210_pin_pad(group->pin), item);
}

/* The library asks for force where pads are opened, not where lines are. */
static void check_kept(const struct items *items,
		       const struct bank_config *config)
{
	for (size_t i = 0; i < items->count; i++) {
		const struct item *item = &items->all[i];

		if (!item->kept || (item->chip && !config->mode))
			continue;
		if (!config->force)
			tool_fail(
				"%s: the board keeps it (%s) for what is soldered to it: it takes --force",
				item->name, item->kept);
		if (item->chip)
			tool_warn(
				"%s: the board keeps it (%s) for what is soldered to it",
				item->name, item->kept);
	}
}

void bank_open(struct bank *bank, struct items *items,
	       const struct bank_config *config, const uint8_t *values)
{
	*bank = (struct bank){
		.items = items,
		.wall = config->clock == K210_CLOCK_REALTIME,
	};
	check_kept(items, config);
	sort_out(bank);
	for (size_t i = 0; i < bank->count; i++) {
		struct bank_group *group = &bank->groups[i];

		if (items->all[group->indices[0]].chip)
			open_lines(bank, group, config, values);
		else
			open_pin(bank, group, config, values);
	}
}

static void check(const struct bank *bank, const struct bank_group *group,
		  int error)
{
	if (error < 0)
		tool_fail_call(error, bank->items->all[group->indices[0]].name);
}

void bank_get(struct bank *bank, uint8_t *values)
{
	uint8_t *some = tool_allocate(bank->items->count, 1);

	for (size_t i = 0; i < bank->count; i++) {
		struct bank_group *group = &bank->groups[i];
		int got;

		if (group->pin) {
			got = k210_pin_get(group->pin);
			some[0] = got > 0;
		} else {
			got = k210_lines_get_list(group->lines, group->offsets,
						  group->count, some);
		}
		check(bank, group, got);
		for (size_t k = 0; k < group->count; k++)
			values[group->indices[k]] = some[k];
	}
	free(some);
}

void bank_set(struct bank *bank, const uint8_t *values)
{
	uint8_t *some = tool_allocate(bank->items->count, 1);

	for (size_t i = 0; i < bank->count; i++) {
		struct bank_group *group = &bank->groups[i];

		for (size_t k = 0; k < group->count; k++)
			some[k] = values[group->indices[k]];
		check(bank, group,
		      group->pin ?
			      k210_pin_set(group->pin, some[0]) :
			      k210_lines_set_list(group->lines, group->offsets,
						  group->count, some));
	}
	free(some);
}
