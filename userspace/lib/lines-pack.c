// SPDX-License-Identifier: MIT
/* What lines are to be: a caller's configs, and the kernel's. */
#include <errno.h>
#include <string.h>

#include "error.h"
#include "lines.h"
#include "sized.h"

int k210_line_cfg_at(struct k210_line_cfg *cfg,
		     const struct k210_line_cfg *theirs, size_t index)
{
	uint32_t stride;

	if (!theirs)
		return k210_fail(-EINVAL, "configs of lines are needed");
	memcpy(&stride, theirs, sizeof(stride));

	const char *at = (const char *)theirs + index * stride;
	int error = k210_sized_in(cfg, sizeof(*cfg), at, sizeof(*cfg));

	if (!error && cfg->size != stride)
		return k210_fail(-EINVAL, "configs have sizes %u and %u",
				 stride, cfg->size);
	return error;
}

/* What is wrong with a line's settings, or NULL. */
static const char *wrong(const struct line *line,
			 const struct k210_line_cfg *cfg)
{
	if (cfg->value > K210_START_ACTIVE)
		return "there is no such value";
	if (cfg->reserved[0] || cfg->reserved[1])
		return "what is reserved has to be 0";
	if (cfg->trigger & K210_NO_TRIGGER && cfg->trigger != K210_NO_TRIGGER)
		return "it can't have a trigger and none";
	if (line->words.mode == K210_IN)
		return NULL;
	if (cfg->trigger && cfg->trigger != K210_NO_TRIGGER)
		return "only inputs have a trigger: its mode has to be K210_IN";
	if (cfg->debounce_us && cfg->debounce_us != K210_NO_DEBOUNCE)
		return "only inputs are debounced: its mode has to be K210_IN";
	return NULL;
}

int k210_line_merge(struct line *line, const struct k210_line_cfg *cfg,
		    const char *chip)
{
	uint64_t flags;

	if (cfg->mode)
		line->words.mode = cfg->mode;
	if (cfg->pull)
		line->words.pull = cfg->pull;
	if (cfg->active_low)
		line->words.active_low = cfg->active_low;
	if (cfg->trigger)
		line->words.trigger = cfg->trigger & ~K210_NO_TRIGGER;
	if (cfg->trigger || cfg->clock)
		line->words.clock = cfg->clock;
	if (cfg->debounce_us)
		line->debounce_us = cfg->debounce_us == K210_NO_DEBOUNCE ?
					    0 :
					    cfg->debounce_us;
	if (cfg->value)
		line->high = cfg->value == K210_START_ACTIVE;

	const char *why = wrong(line, cfg);

	if (why)
		return k210_fail(-EINVAL, "line %u of %s: %s", cfg->line, chip,
				 why);
	return k210_flags_of(&line->words, &flags);
}

uint64_t k210_part_outputs(const struct line *lines, uint32_t num)
{
	uint64_t outputs = 0;

	for (uint32_t i = 0; i < num; i++)
		if (k210_line_drives(&lines[i]))
			outputs |= 1ULL << i;
	return outputs;
}

/* The attribute of that kind and value, or the next free one; NULL if full. */
static struct gpio_v2_line_config_attribute *
attribute(struct gpio_v2_line_config *config, uint32_t id, uint64_t value)
{
	struct gpio_v2_line_config_attribute *attr = config->attrs;
	uint32_t num = config->num_attrs;

	for (uint32_t i = 0; i < num; i++, attr++)
		if (attr->attr.id == id &&
		    (id == GPIO_V2_LINE_ATTR_ID_OUTPUT_VALUES ||
		     attr->attr.flags == value))
			return attr;
	if (num == GPIO_V2_LINE_NUM_ATTRS_MAX)
		return NULL;
	attr->attr.id = id;
	attr->attr.flags = value;
	config->num_attrs++;
	return attr;
}

/* Adds a line as @bit, or returns false and leaves the config as it is. */
static bool add(struct gpio_v2_line_config *config, const struct line *line,
		uint64_t bit, bool high)
{
	struct gpio_v2_line_config_attribute *attr;
	struct line_words words = line->words;
	uint32_t num = config->num_attrs;
	uint64_t flags;

	if (words.mode != K210_IN)
		words.trigger = 0;
	k210_flags_of(&words, &flags);
	if (bit == 1)
		config->flags = flags;
	if (flags != config->flags) {
		attr = attribute(config, GPIO_V2_LINE_ATTR_ID_FLAGS, flags);
		if (!attr)
			return false;
		attr->mask |= bit;
	}
	if (words.mode == K210_IN && line->debounce_us) {
		attr = attribute(config, GPIO_V2_LINE_ATTR_ID_DEBOUNCE,
				 line->debounce_us);
		if (!attr)
			goto full;
		attr->mask |= bit;
	} else if (k210_line_drives(line)) {
		attr = attribute(config, GPIO_V2_LINE_ATTR_ID_OUTPUT_VALUES, 0);
		if (!attr)
			goto full;
		attr->mask |= bit;
		if (high)
			attr->attr.values |= bit;
	}
	return true;
full:
	for (uint32_t i = 0; i < config->num_attrs; i++)
		config->attrs[i].mask &= ~bit;
	if (config->num_attrs > num)
		memset(&config->attrs[--config->num_attrs], 0,
		       sizeof(config->attrs[0]));
	return false;
}

uint32_t k210_lines_pack(struct gpio_v2_line_config *config,
			 const struct line *lines, uint32_t num,
			 uint64_t driven)
{
	uint32_t i;

	memset(config, 0, sizeof(*config));
	for (i = 0; i < num && i < GPIO_V2_LINES_MAX; i++)
		if (!add(config, &lines[i], 1ULL << i, driven >> i & 1))
			break;
	return i;
}
