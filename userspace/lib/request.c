// SPDX-License-Identifier: MIT
#define _GNU_SOURCE
#include <errno.h>
#include <linux/gpio.h>
#include <stdbool.h>
#include <string.h>

#include "error.h"
#include "k210gpio/types.h"
#include "request.h"
#include "sys.h"

const char *k210_consumer(const char *consumer)
{
	return consumer && *consumer ? consumer : program_invocation_short_name;
}

static bool is_output(const struct line_words *words)
{
	return words->mode && words->mode != K210_IN;
}

static void fill(struct gpio_v2_line_config *config, const struct request *what)
{
	struct gpio_v2_line_config_attribute *attr = config->attrs;

	config->flags = k210_flags_make(&what->words);
	if (is_output(&what->words)) {
		attr->attr.id = GPIO_V2_LINE_ATTR_ID_OUTPUT_VALUES;
		attr->attr.values = what->value;
		attr++->mask = 1;
	}
	/* Outputs keep theirs for when they are inputs again. */
	if (what->debounce_us && what->words.mode == K210_IN) {
		attr->attr.id = GPIO_V2_LINE_ATTR_ID_DEBOUNCE;
		attr->attr.debounce_period_us = what->debounce_us;
		attr++->mask = 1;
	}
	config->num_attrs = attr - config->attrs;
}

static int explain(int error, const struct request *what, const char *name)
{
	switch (error) {
	case -ENXIO:
		return k210_fail(error,
				 what->words.trigger ?
					 "%s: this chip has no interrupts" :
					 "%s: its line is on no pad",
				 name);
	case -EOPNOTSUPP:
	case -KERNEL_ENOTSUPP:
		return k210_fail(-EOPNOTSUPP,
				 "%s: its chip can't do all of that", name);
	case -EINVAL:
		return k210_fail(error,
				 "%s: the kernel has no line of such settings",
				 name);
	case -EBUSY:
		return k210_fail(error, "%s: its line is in use", name);
	default:
		return k210_fail(error, "%s: the kernel refused it: error %d",
				 name, -error);
	}
}

int k210_request_line(int chip, unsigned int line, const struct request *what,
		      uint32_t events, const char *name, const char *consumer)
{
	struct gpio_v2_line_request request = {
		.offsets = { line },
		.num_lines = 1,
		.event_buffer_size = events,
	};
	int error;

	fill(&request.config, what);
	k210_format(request.consumer, sizeof(request.consumer), "%s",
		    k210_consumer(consumer));
	error = sys_ioctl(chip, GPIO_V2_GET_LINE_IOCTL, &request);
	return error < 0 ? explain(error, what, name) : request.fd;
}

int k210_request_configure(int fd, const struct request *what, const char *name)
{
	struct gpio_v2_line_config config = { 0 };
	int error;

	fill(&config, what);
	error = sys_ioctl(fd, GPIO_V2_LINE_SET_CONFIG_IOCTL, &config);
	return error < 0 ? explain(error, what, name) : 0;
}
