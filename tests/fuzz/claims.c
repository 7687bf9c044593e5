// SPDX-License-Identifier: GPL-2.0-or-later
/* Claims, and what is done with them. */
#define _GNU_SOURCE
#include <stdio.h>
#include <unistd.h>

#include "fuzz.h"

#define MOST_CONFIGS 8
#define CONFIG_SIZE sizeof(struct k210_fpioa_config)

/* What a claim or a change of one names, and how it says where that is. */
struct configs {
	struct k210_fpioa_config config[MOST_CONFIGS];
	struct k210_fpioa_configure request;
	uint64_t errors; /* of what is no config's fault */
};

static uint8_t some_function(struct task *task)
{
	switch (below(task, 8)) {
	case 0:
		return any(task);
	case 1:
		return chance(task, 50) ? RESV0 : CONSTANT;
	case 2:
		return 64 + below(task, 8);
	default: /* many lines of few pads, so that they meet */
		return GPIOHS0 + below(task, GPIO_END - GPIOHS0);
	}
}

static void fill_in(struct task *task, struct k210_fpioa_config *config)
{
	if (config->mask & K210_FPIOA_FUNCTION)
		config->function = some_function(task);
	if (config->mask & K210_FPIOA_PULL)
		config->pull = below(task, 3);
	if (config->mask & K210_FPIOA_DRIVE_LEVEL)
		config->drive_level = below(task, 16);
	if (config->mask & K210_FPIOA_DRIVE_UA)
		config->drive_ua = 11200 + below(task, 50000);
	if (config->mask & K210_FPIOA_SLOW_SLEW)
		config->slow_slew = below(task, 2);
	if (config->mask & K210_FPIOA_SCHMITT)
		config->schmitt = below(task, 2);
	if (config->mask & K210_FPIOA_INPUT)
		config->input = below(task, 2);
	if (config->mask & K210_FPIOA_OUTPUT)
		config->output = below(task, 2);
	if (config->mask & K210_FPIOA_INPUT_INVERT)
		config->input_invert = below(task, 2);
	if (config->mask & K210_FPIOA_OUTPUT_INVERT)
		config->output_invert = below(task, 2);
}

static void make_config(struct task *task, struct k210_fpioa_config *config,
			uint64_t likely)
{
	memset(config, 0, sizeof(*config));
	config->pad = below(task, PADS);
	if (likely && chance(task, 95))
		while (!(likely & BIT(config->pad)))
			config->pad = (config->pad + 1) % PADS;
	if (chance(task, 70))
		config->mask = K210_FPIOA_FUNCTION;
	if (chance(task, 40))
		config->mask |= any(task) & any(task) & 0x3ff;
	if (config->mask & K210_FPIOA_DRIVE_UA)
		config->mask &= ~K210_FPIOA_DRIVE_LEVEL;
	fill_in(task, config);
	if (chance(task, 2)) /* some byte is something else */
		((unsigned char *)config)[below(task, sizeof(*config))] =
			any(task);
}

/*
 * Where they are for the kernel: elements longer than it knows are fine if all
 * that it doesn't know is 0.
 */
static void place(struct task *task, struct configs *configs)
{
	struct k210_fpioa_configure *request = &configs->request;
	uint32_t size = CONFIG_SIZE;

	if (chance(task, 4))
		size += 4 + below(task, 12);
	else if (chance(task, 2)) /* as no program ever knew it */
		size = below(task, CONFIG_SIZE);
	if (size < CONFIG_SIZE)
		configs->errors |= BIT(EINVAL);
	memset(task->room, 0, request->num * size);
	for (uint32_t i = 0; i < request->num; i++)
		memcpy(task->room + i * size, &configs->config[i],
		       size < CONFIG_SIZE ? size : CONFIG_SIZE);
	if (size > CONFIG_SIZE && chance(task, 30)) {
		task->room[CONFIG_SIZE] = 1;
		configs->errors |= BIT(E2BIG);
	}
	request->config_size = size;
	request->configs = (uintptr_t)task->room;
	if (options.pointers && chance(task, 2)) {
		request->configs = (uintptr_t)bad_address(task);
		configs->errors |= BIT(EFAULT);
	}
}

static void make_configs(struct task *task, struct configs *configs,
			 uint64_t likely)
{
	struct k210_fpioa_configure *request = &configs->request;

	memset(request, 0, sizeof(*request));
	configs->errors = 0;
	request->flags = chance(task, 60) ? K210_FPIOA_FORCE : 0;
	request->num = 1 + below(task, chance(task, 50) ? 2 : MOST_CONFIGS);
	for (uint32_t i = 0; i < request->num; i++)
		make_config(task, &configs->config[i], likely);
	place(task, configs);
	if (chance(task, 1)) {
		request->num = chance(task, 50) ? 0 : PADS + 1 + any(task);
		if (request->num - 1 >= PADS)
			configs->errors |= BIT(EINVAL) | BIT(EFAULT);
	}
	if (request->num > MOST_CONFIGS && !configs->errors)
		request->num = MOST_CONFIGS;
}

/* What may come of it, and in AFTER what then is. */
static uint64_t foresee(const struct configs *configs, struct model *after,
			uint64_t own, bool claiming)
{
	uint32_t num = configs->request.num;
	uint64_t allowed;

	*after = model;
	allowed = model_route(after, configs->config,
			      num > MOST_CONFIGS ? 0 : num,
			      alone() ? own : ALL_PADS, claiming,
			      configs->request.flags & K210_FPIOA_FORCE);
	if (!alone() && allowed & (OK | BIT(EBUSY)))
		allowed |= OK | BIT(EBUSY);
	if (configs->errors)
		allowed = (allowed & ~OK) | configs->errors;
	return allowed;
}

static void note_configs(struct task *task, const struct configs *configs,
			 uint32_t flags)
{
	const struct k210_fpioa_config *first = &configs->config[0];

	note(task, first->pad | first->function << 8, first->mask,
	     configs->request.num | flags << 16);
}

static void name_claim(struct task *task, struct k210_fpioa_claim *claim,
		       uint64_t *errors)
{
	if (chance(task, 80))
		snprintf(claim->consumer, sizeof(claim->consumer), "claim-%u",
			 (unsigned int)below(task, 1000));
	if (chance(task, 1)) {
		memset(claim->consumer, 'n', sizeof(claim->consumer));
		*errors |= BIT(EINVAL);
	}
}

static void made_claim(struct task *task, const struct k210_fpioa_claim *claim,
		       const struct configs *configs, const struct model *after)
{
	struct slot *slot;

	if (alone())
		model = *after;
	slot = keep(task, KIND_CLAIM, claim->fd);
	if (!alone())
		return;
	slot->persist = claim->flags & K210_FPIOA_PERSIST;
	slot->pads = 0;
	for (uint32_t i = 0; i < claim->num; i++)
		slot->pads |= BIT(configs->config[i].pad);
	strcpy(slot->name, *claim->consumer ? claim->consumer :
					      program_invocation_short_name);
}

void call_claim(struct task *task)
{
	struct slot *slot = some_slot(task, KIND_DEVICE);
	struct k210_fpioa_claim claim = { .fd = -1 };
	struct configs configs;
	struct model after;
	uint64_t allowed;
	int result;

	if (!slot)
		return;
	make_configs(task, &configs,
		     alone() && chance(task, 80) ? model_free(&model) : 0);
	name_claim(task, &claim, &configs.errors);
	claim.configs = configs.request.configs;
	claim.num = configs.request.num;
	claim.config_size = configs.request.config_size;
	claim.flags = configs.request.flags;
	if (options.persist && chance(task, 10))
		claim.flags |= K210_FPIOA_PERSIST;
	if (chance(task, 1)) {
		claim.flags |= 4U << below(task, 30);
		configs.errors |= BIT(EINVAL);
	}
	allowed = foresee(&configs, &after, 0, true);
	note_configs(task, &configs, claim.flags);
	result = sized(task, slot->fd, K210_FPIOA_CLAIM, &claim, &allowed);
	judge(task, "CLAIM", result, allowed);
	if (!result)
		made_claim(task, &claim, &configs, &after);
}

void call_configure(struct task *task)
{
	struct slot *slot = some_slot(task, KIND_CLAIM);
	struct k210_fpioa_configure *request;
	struct configs configs;
	struct model after;
	uint64_t allowed;
	int result;

	if (!slot)
		return;
	make_configs(task, &configs, slot->pads);
	request = &configs.request;
	if (chance(task, 1)) {
		request->flags |= 2U << below(task, 31);
		configs.errors |= BIT(EINVAL);
	}
	if (chance(task, 1)) {
		request->reserved = 1 + below(task, ~0U);
		configs.errors |= BIT(EINVAL);
	}
	allowed = foresee(&configs, &after, slot->pads, false);
	note_configs(task, &configs, request->flags);
	result = sized(task, slot->fd, K210_FPIOA_CONFIGURE, request, &allowed);
	judge(task, "CONFIGURE", result, allowed);
	if (!result && alone())
		model = after;
}

/* What the pads that are held have become, for which nobody was asked. */
static void read_levels(int fd, uint64_t pads)
{
	for (int number = 0; number < PADS; number++) {
		struct k210_fpioa_pad pad = { .pad = number };

		if (!(pads & BIT(number)))
			continue;
		if (ask(fd, K210_FPIOA_GET_PAD, &pad))
			wrong("GET_PAD %d: %m", number);
		model.high &= ~BIT(number);
		if (pad.state & K210_FPIOA_STATE_HELD_HIGH)
			model.high |= BIT(number);
	}
}

void call_hold(struct task *task)
{
	struct slot *device = some_slot(task, KIND_DEVICE);
	struct slot *slot = some_slot(task, KIND_CLAIM);
	struct k210_fpioa_hold hold = { .flags = chance(task, 30) };
	uint64_t allowed = OK;
	int result;

	if (!slot || !device)
		return;
	hold.pads = some_pads(task);
	if (alone() && chance(task, 90))
		hold.pads &= slot->pads;
	if (alone() && chance(task, 70))
		hold.pads = slot->pads;
	if (!hold.flags)
		hold.levels = any(task) & hold.pads;
	if (chance(task, 2))
		hold.levels |= any(task) & any(task);
	if (chance(task, 1))
		hold.flags |= 2U << below(task, 31);
	if (chance(task, 1))
		hold.reserved = 1 + below(task, ~0U);
	if (!hold.pads || (alone() && hold.pads & ~slot->pads) ||
	    hold.levels & ~hold.pads || hold.flags > 1 ||
	    (hold.flags && hold.levels) || hold.reserved)
		allowed = BIT(EINVAL);
	note(task, hold.pads, hold.levels, hold.flags);
	result = sized(task, slot->fd, K210_FPIOA_HOLD, &hold, &allowed);
	judge(task, "HOLD", result, allowed);
	if (result || !alone())
		return;
	model.held |= hold.pads;
	model.high = (model.high & ~hold.pads) | hold.levels;
	if (hold.flags)
		read_levels(device->fd, hold.pads);
}

void call_release(struct task *task)
{
	struct slot *slot =
		some_slot(task, chance(task, 70) ? KIND_CLAIM : KIND_DEVICE);
	bool claims = slot && slot >= slots[KIND_CLAIM];
	struct k210_fpioa_release release = { .pads = some_pads(task) };
	uint64_t allowed = OK;
	int result;

	if (!slot)
		return;
	if (claims && alone() && chance(task, 90))
		release.pads = slot->pads & any(task);
	if (!claims && alone() && chance(task, 80))
		release.pads &= ~model.claimed;
	if (!release.pads)
		allowed |= BIT(EINVAL);
	if (release.pads & ~ALL_PADS ||
	    (claims && alone() && release.pads & ~slot->pads))
		allowed = BIT(EINVAL);
	if (!claims && release.pads & (alone() ? model.claimed : ALL_PADS))
		allowed = (alone() ? allowed & ~OK : allowed) | BIT(EBUSY);
	note(task, claims, release.pads, 0);
	result = sized(task, slot->fd, K210_FPIOA_RELEASE, &release, &allowed);
	judge(task, "RELEASE", result, allowed);
	if (result || !alone())
		return;
	model.held &= ~(release.pads & (claims ? ALL_PADS : model.persisted));
	if (!claims)
		model.persisted &= ~release.pads;
	model_restore(&model);
}
