// SPDX-License-Identifier: GPL-2.0-or-later
/* Lines of the GPIO chips, by the character devices' interface. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "fuzz.h"

#define DIRECTIONS (GPIO_V2_LINE_FLAG_INPUT | GPIO_V2_LINE_FLAG_OUTPUT)
#define EDGES (GPIO_V2_LINE_FLAG_EDGE_RISING | GPIO_V2_LINE_FLAG_EDGE_FALLING)
#define BIASES                                                               \
	(GPIO_V2_LINE_FLAG_BIAS_PULL_UP | GPIO_V2_LINE_FLAG_BIAS_PULL_DOWN | \
	 GPIO_V2_LINE_FLAG_BIAS_DISABLED)
/* Of what asks for what can't be, or not on this kernel. */
#define REFUSED (BIT(EINVAL) | BIT(62))

static int num_lines(int chip)
{
	return chip ? 8 : 32;
}

static int function_of(int chip, unsigned int line)
{
	return (chip ? GPIO0 : GPIOHS0) + line;
}

static uint32_t line_or_not(struct task *task, int chip)
{
	return chance(task, 3) ? any(task) >> below(task, 64) :
				 below(task, num_lines(chip));
}

/* One that a claim's pad carries, where there is one: both have a say then. */
static uint32_t claimed_line(struct task *task, int chip)
{
	unsigned int first = below(task, PADS);

	for (unsigned int n = 0; n < PADS; n++) {
		unsigned int pad = (first + n) % PADS;
		int line = (model.word[pad] & WORD_FUNCTION) -
			   function_of(chip, 0);

		if (model.claimed & BIT(pad) && line >= 0 &&
		    line < num_lines(chip))
			return line;
	}
	return below(task, num_lines(chip));
}

/* Makes a request whose results may be ALLOWED; seldom with a bad address. */
static int request(struct task *task, int fd, unsigned long number,
		   void *argument, uint64_t *allowed)
{
	if (options.pointers && chance(task, 1)) {
		*allowed = BIT(EFAULT);
		return ask(fd, number, bad_address(task));
	}
	return ask(fd, number, argument);
}

void call_chip(struct task *task)
{
	struct slot *slot = some_slot(task, KIND_CHIP);
	struct gpiochip_info info;
	uint64_t allowed = OK;
	int result;

	if (!slot)
		return;
	result = request(task, slot->fd, GPIO_GET_CHIPINFO_IOCTL, &info,
			 &allowed);
	judge(task, "GET_CHIPINFO", result, allowed);
}

static uint64_t is_used(const struct slot *slot, unsigned int line)
{
	return model.users[function_of(slot->chip, line)];
}

void call_line_info(struct task *task)
{
	struct slot *slot = some_slot(task, KIND_CHIP);
	struct gpio_v2_line_info info = { 0 };
	uint64_t allowed = OK;
	uint32_t line;
	int result;

	if (!slot)
		return;
	line = line_or_not(task, slot->chip);
	info.offset = line;
	info.padding[below(task, 4)] = chance(task, 3);
	for (int i = 0; i < 4; i++)
		if (info.padding[i])
			allowed = BIT(EINVAL);
	if (line >= (uint32_t)num_lines(slot->chip))
		allowed = BIT(EINVAL);
	note(task, slot->chip, line, allowed);
	result = request(task, slot->fd, GPIO_V2_GET_LINEINFO_IOCTL, &info,
			 &allowed);
	judge(task, "GET_LINEINFO", result, allowed);
	if (result || !alone())
		return;
	if (is_used(slot, line) && !(info.flags & GPIO_V2_LINE_FLAG_USED))
		wrong("line %u of chip %d is not used", line, slot->chip);
}

void call_line_watch(struct task *task)
{
	struct slot *slot = some_slot(task, KIND_CHIP);
	struct gpio_v2_line_info info = { 0 };
	bool end = chance(task, 40);
	uint32_t line, argument;
	uint64_t allowed = OK;
	int result;

	if (!slot)
		return;
	line = line_or_not(task, slot->chip);
	info.offset = line;
	argument = line;
	if (line >= (uint32_t)num_lines(slot->chip))
		allowed = BIT(EINVAL);
	else if (!alone())
		allowed |= BIT(EBUSY);
	else if (end != !!(slot->infos & BIT(line)))
		allowed = BIT(EBUSY);
	note(task, slot->chip, line, end);
	result = end ? request(task, slot->fd, GPIO_GET_LINEINFO_UNWATCH_IOCTL,
			       &argument, &allowed) :
		       request(task, slot->fd, GPIO_V2_GET_LINEINFO_WATCH_IOCTL,
			       &info, &allowed);
	/* After EFAULT, the kernel may watch or not. */
	judge(task, "LINEINFO_WATCH", result, allowed);
	if (!result)
		slot->infos ^= BIT(line);
	while (chance(task, 80) && read(slot->fd, task->room, ROOM) > 0)
		;
}

/* Flags that go together, mostly. */
static uint64_t some_flags(struct task *task, uint64_t *allowed)
{
	uint64_t flags = 0;

	switch (below(task, 4)) {
	case 0: /* as it is */
		break;
	case 1:
		flags = GPIO_V2_LINE_FLAG_OUTPUT;
		if (chance(task, 30))
			flags |= chance(task, 50) ?
					 GPIO_V2_LINE_FLAG_OPEN_DRAIN :
					 GPIO_V2_LINE_FLAG_OPEN_SOURCE;
		break;
	default:
		flags = GPIO_V2_LINE_FLAG_INPUT;
		if (chance(task, 40))
			flags |= any(task) & EDGES;
	}
	if (flags && chance(task, 30))
		flags |= GPIO_V2_LINE_FLAG_BIAS_PULL_UP << below(task, 3);
	if (chance(task, 20))
		flags |= GPIO_V2_LINE_FLAG_ACTIVE_LOW;
	if (chance(task, 4)) {
		flags |= any(task) & any(task) & (BIT(14) - 1);
		flags |= chance(task, 10) ? any(task) : 0;
		*allowed |= REFUSED;
	}
	return flags;
}

static void make_config(struct task *task, struct gpio_v2_line_config *config,
			uint64_t *allowed)
{
	memset(config, 0, sizeof(*config));
	config->flags = some_flags(task, allowed);
	if (config->flags & GPIO_V2_LINE_FLAG_OUTPUT && chance(task, 70)) {
		config->num_attrs = 1;
		config->attrs[0].attr.id = GPIO_V2_LINE_ATTR_ID_OUTPUT_VALUES;
		config->attrs[0].attr.values = any(task);
		config->attrs[0].mask = any(task);
	} else if (config->flags & GPIO_V2_LINE_FLAG_INPUT && chance(task, 5)) {
		config->num_attrs = 1;
		config->attrs[0].attr.id = GPIO_V2_LINE_ATTR_ID_DEBOUNCE;
		config->attrs[0].attr.debounce_period_us = below(task, 300);
		config->attrs[0].mask = any(task);
	}
	if (chance(task, 2)) {
		((unsigned char *)config)[below(task, sizeof(*config))] =
			any(task);
		*allowed |= REFUSED;
	}
	/*
	 * gpiolib frees the interrupts of a chip that leaves too late, when
	 * their numbers are others' already.
	 */
	if (options.bind) {
		memset(config->attrs, 0, sizeof(config->attrs));
		config->num_attrs = 0;
		config->flags &= ~EDGES;
	}
}

/*
 * Of a request for them: EBUSY where a line is somebody's already, or is named
 * twice; ENXIO where no pad carries it.
 */
static uint64_t foresee(const struct gpio_v2_line_request *lines, int chip)
{
	uint64_t errors = 0, seen = 0;

	if (!lines->num_lines || lines->num_lines > GPIO_V2_LINES_MAX)
		return BIT(EINVAL);
	for (uint32_t i = 0; i < lines->num_lines; i++) {
		uint32_t line = lines->offsets[i];

		if (line >= (uint32_t)num_lines(chip)) {
			errors |= BIT(EINVAL);
			continue;
		}
		if (seen & BIT(line) || model.users[function_of(chip, line)])
			errors |= BIT(EBUSY);
		if (model_find(&model, function_of(chip, line)) < 0)
			errors |= BIT(ENXIO);
		seen |= BIT(line);
	}
	return errors ? errors : OK;
}

/* Which pads' pulls a request may have changed: gpiolib undoes none. */
static void change_bias(int chip, const uint32_t *offsets, unsigned int num)
{
	for (unsigned int i = 0; i < num; i++) {
		int pad = offsets[i] < (uint32_t)num_lines(chip) ?
				  model_find(&model,
					     function_of(chip, offsets[i])) :
				  -1;

		if (pad >= 0)
			model.biased |= BIT(pad);
	}
}

static void got_lines(struct task *task,
		      const struct gpio_v2_line_request *lines, int chip)
{
	struct slot *slot;

	if (fcntl(lines->fd, F_SETFL, O_NONBLOCK) && alone())
		wrong("fcntl: %m");
	slot = keep(task, KIND_LINES, lines->fd);
	if (!alone())
		return;
	slot->chip = chip;
	slot->num = lines->num_lines;
	for (unsigned int i = 0; i < slot->num; i++) {
		slot->offsets[i] = lines->offsets[i];
		model.users[function_of(chip, lines->offsets[i])]++;
	}
}

/* The set of results that it may have. */
static uint64_t make_request(struct task *task,
			     struct gpio_v2_line_request *lines, int chip)
{
	uint64_t allowed = 0;

	lines->num_lines = 1 + below(task, chance(task, 80) ? 3 : 10);
	if (chance(task, 1))
		lines->num_lines = below(task, 100);
	for (int i = 0; i < GPIO_V2_LINES_MAX; i++)
		lines->offsets[i] = below(task, num_lines(chip));
	if (alone() && chance(task, 40))
		lines->offsets[0] = claimed_line(task, chip);
	if (chance(task, 3))
		lines->offsets[0] = line_or_not(task, chip);
	/* 1 is what gpiolib has no queue for, and says so with an edge only. */
	lines->event_buffer_size = 2 + below(task, 38);
	make_config(task, &lines->config, &allowed);
	if (chance(task, 1)) {
		lines->padding[below(task, 5)] = 1 + below(task, 255);
		return BIT(EINVAL);
	}
	if (alone())
		return allowed | foresee(lines, chip);
	return OK | BIT(EBUSY) | BIT(ENXIO) | REFUSED;
}

void call_line_request(struct task *task)
{
	struct slot *slot = some_slot(task, KIND_CHIP);
	struct gpio_v2_line_request lines = { .consumer = "fuzz lines" };
	uint64_t allowed;
	int result, chip;

	if (!slot)
		return;
	chip = slot->chip;
	allowed = make_request(task, &lines, chip);
	note(task, chip, lines.num_lines | lines.offsets[0] << 8,
	     lines.config.flags);
	if (alone() && lines.num_lines <= GPIO_V2_LINES_MAX)
		change_bias(chip, lines.offsets, lines.num_lines);
	result = request(task, slot->fd, GPIO_V2_GET_LINE_IOCTL, &lines,
			 &allowed);
	judge(task, "GET_LINE", result, allowed);
	if (!result)
		got_lines(task, &lines, chip);
}

void call_line_config(struct task *task)
{
	struct slot *slot = some_slot(task, KIND_LINES);
	struct gpio_v2_line_config config;
	uint64_t allowed = OK;
	int result;

	if (!slot)
		return;
	make_config(task, &config, &allowed);
	note(task, slot - slots[KIND_LINES], config.flags,
	     config.num_attrs | config.attrs[0].attr.id << 4 |
		     config.attrs[0].attr.values << 8);
	if (alone())
		for (unsigned int i = 0; i < slot->num; i++)
			change_bias(slot->chip, &(uint32_t){ slot->offsets[i] },
				    1);
	result = request(task, slot->fd, GPIO_V2_LINE_SET_CONFIG_IOCTL, &config,
			 &allowed);
	judge(task, "SET_CONFIG", result, allowed);
}

void call_line_get(struct task *task)
{
	struct slot *slot = some_slot(task, KIND_LINES);
	struct gpio_v2_line_values values = { .mask = any(task) };
	uint64_t allowed = OK;
	int result;

	if (!slot)
		return;
	if (chance(task, 10))
		values.mask &= any(task) & any(task) & any(task) & any(task);
	if (alone() &&
	    !(values.mask & (slot->num < 64 ? BIT(slot->num) - 1 : ~0ULL)))
		allowed = BIT(EINVAL);
	note(task, slot - slots[KIND_LINES], values.mask, 0);
	result = request(task, slot->fd, GPIO_V2_LINE_GET_VALUES_IOCTL, &values,
			 &allowed);
	judge(task, "GET_VALUES", result, allowed);
}

void call_line_set(struct task *task)
{
	struct slot *slot = some_slot(task, KIND_LINES);
	struct gpio_v2_line_values values = { .mask = any(task) };
	uint64_t allowed = OK | BIT(EPERM) | BIT(EINVAL);
	int result;

	if (!slot)
		return;
	values.bits = any(task);
	note(task, slot - slots[KIND_LINES], values.mask, values.bits);
	result = request(task, slot->fd, GPIO_V2_LINE_SET_VALUES_IOCTL, &values,
			 &allowed);
	judge(task, "SET_VALUES", result, allowed);
}

/* How many there are is a matter of time, and no part of the sum. */
void call_line_events(struct task *task)
{
	struct slot *slot = some_slot(task, KIND_LINES);
	unsigned int size = below(task, ROOM);
	int result;

	if (!slot)
		return;
	result = read(slot->fd, task->room, size);
	if (result >= 0)
		result = 0;
	else if (errno == EINVAL || errno == EAGAIN || !alone())
		result = 0;
	else
		result = -errno;
	note(task, slot - slots[KIND_LINES], size, 0);
	judge(task, "line events", result, OK);
}

/* The older interface: a line for a moment. */
void call_old_handle(struct task *task)
{
	struct slot *slot = some_slot(task, KIND_CHIP);
	struct gpiohandle_request handle = { .lines = 1, .fd = -1 };
	struct gpiohandle_data data;
	uint64_t allowed = OK;
	int result, chip;

	if (!slot)
		return;
	chip = slot->chip;
	handle.lineoffsets[0] = below(task, num_lines(chip));
	handle.flags = GPIOHANDLE_REQUEST_INPUT << below(task, 2);
	if (!alone()) {
		allowed |= BIT(EBUSY) | BIT(ENXIO);
	} else {
		int function = function_of(chip, handle.lineoffsets[0]);

		if (model.users[function])
			allowed = BIT(EBUSY);
		else if (model_find(&model, function) < 0)
			allowed = BIT(ENXIO);
	}
	note(task, chip, handle.lineoffsets[0], handle.flags);
	result = ask(slot->fd, GPIO_GET_LINEHANDLE_IOCTL, &handle);
	judge(task, "GET_LINEHANDLE", result, allowed);
	if (result)
		return;
	ask(handle.fd, GPIOHANDLE_GET_LINE_VALUES_IOCTL, &data);
	close(handle.fd);
	if (alone()) /* what waited for the line need not any more */
		model_restore(&model);
}
