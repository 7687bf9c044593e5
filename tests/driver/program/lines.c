// SPDX-License-Identifier: MIT
/*
 * Lines of a GPIO chip, by its character device:
 *
 *	chip LABEL		opens the chip of this label
 *	chipname		what it is called in /dev
 *	lines			how many it has
 *	info LINE		in or out, used or free, and its name if any
 *	flags LINE		the flags of it, and how it is debounced
 *	with WORD ...		what the next requests and turns ask for as
 *				well: flags, or debounce=US
 *	in LINE ...		requests lines as inputs
 *	out LINE=VALUE ...	requests lines as outputs
 *	asis LINE ...		requests lines as they are
 *	get			the values of the lines requested
 *	set VALUE ...		sets all of them; - leaves one alone
 *	turn in | out VALUE ...	changes the direction of all of them
 *	release			gives them back
 *	swap			lays them aside, and takes what was laid aside
 *	watch LINE		is told of what others do with a line; nobody
 *				reads it
 *	events N		waits for N events, and takes what else is there:
 *				EDGE:LINE:SEQNO:LINE_SEQNO each
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <linux/gpio.h>

#include "script.h"

static const struct flag {
	const char *name;
	uint64_t flag;
} flags[] = { { "active-low", GPIO_V2_LINE_FLAG_ACTIVE_LOW },
	      { "rising", GPIO_V2_LINE_FLAG_EDGE_RISING },
	      { "falling", GPIO_V2_LINE_FLAG_EDGE_FALLING },
	      { "open-drain", GPIO_V2_LINE_FLAG_OPEN_DRAIN },
	      { "open-source", GPIO_V2_LINE_FLAG_OPEN_SOURCE },
	      { "pull-up", GPIO_V2_LINE_FLAG_BIAS_PULL_UP },
	      { "pull-down", GPIO_V2_LINE_FLAG_BIAS_PULL_DOWN },
	      { "no-pull", GPIO_V2_LINE_FLAG_BIAS_DISABLED },
	      { NULL } };

static uint64_t extra; /* flags from `with` */
static unsigned int debounce_us;
static int chip = -1;
static struct gpio_v2_line_request lines = { .fd = -1 };
static struct gpio_v2_line_request aside = { .fd = -1 };

static int open_chip(char *label)
{
	char path[32];

	close(chip);
	for (int i = 0; i < 16; i++) {
		struct gpiochip_info info;

		snprintf(path, sizeof(path), "/dev/gpiochip%d", i);
		chip = open(path, O_RDWR | O_CLOEXEC);
		if (chip >= 0 && !ioctl(chip, GPIO_GET_CHIPINFO_IOCTL, &info) &&
		    !strcmp(info.label, label))
			return 0;
		close(chip);
	}
	errno = ENODEV;
	return -1;
}

int chip_in_use(void)
{
	return chip;
}

static int print_name(char *)
{
	struct gpiochip_info info;

	if (ioctl(chip, GPIO_GET_CHIPINFO_IOCTL, &info) < 0)
		return -1;
	puts(info.name);
	return SAID;
}

static int print_chip(char *)
{
	struct gpiochip_info info;

	if (ioctl(chip, GPIO_GET_CHIPINFO_IOCTL, &info) < 0)
		return -1;
	printf("%u\n", info.lines);
	return SAID;
}

static int print_info(char *line)
{
	struct gpio_v2_line_info info = { .offset = atoi(line) };

	if (ioctl(chip, GPIO_V2_GET_LINEINFO_IOCTL, &info) < 0)
		return -1;
	printf("%s %s%s%s\n",
	       info.flags & GPIO_V2_LINE_FLAG_OUTPUT ? "out" : "in",
	       info.flags & GPIO_V2_LINE_FLAG_USED ? "used" : "free",
	       *info.name ? " " : "", info.name);
	return SAID;
}

static int print_flags(char *line)
{
	struct gpio_v2_line_info info = { .offset = atoi(line) };

	if (ioctl(chip, GPIO_V2_GET_LINEINFO_IOCTL, &info) < 0)
		return -1;
	for (const struct flag *flag = flags; flag->name; flag++)
		if (info.flags & flag->flag)
			printf("%s ", flag->name);
	for (unsigned int i = 0; i < info.num_attrs; i++)
		if (info.attrs[i].id == GPIO_V2_LINE_ATTR_ID_DEBOUNCE)
			printf("debounce=%u ",
			       info.attrs[i].debounce_period_us);
	puts("");
	return SAID;
}

static int take_flags(char *words)
{
	extra = 0;
	debounce_us = 0;
	for (char *word = strtok(words, " "); word; word = strtok(NULL, " ")) {
		const struct flag *flag = flags;

		if (sscanf(word, "debounce=%u", &debounce_us) == 1)
			continue;
		while (flag->name && strcmp(flag->name, word))
			flag++;
		if (!flag->name) {
			errno = EINVAL;
			return -1;
		}
		extra |= flag->flag;
	}
	return 0;
}

/* The directions and values that the words ask for, into CONFIG. */
static void configure(struct gpio_v2_line_config *config, uint64_t direction,
		      uint64_t values, unsigned int num)
{
	struct gpio_v2_line_config_attribute *attr = config->attrs;
	uint64_t all = num < 64 ? (1ULL << num) - 1 : ~0ULL;

	memset(config, 0, sizeof(*config));
	config->flags = direction | extra;
	if (direction == GPIO_V2_LINE_FLAG_OUTPUT) {
		attr->attr.id = GPIO_V2_LINE_ATTR_ID_OUTPUT_VALUES;
		attr->attr.values = values;
		attr++->mask = all;
	}
	if (debounce_us) {
		attr->attr.id = GPIO_V2_LINE_ATTR_ID_DEBOUNCE;
		attr->attr.debounce_period_us = debounce_us;
		attr++->mask = all;
	}
	config->num_attrs = attr - config->attrs;
}

static int request(uint64_t direction, char *words)
{
	uint64_t values = 0;
	unsigned int num = 0;

	for (char *word = strtok(words, " "); word; word = strtok(NULL, " ")) {
		char *value = strchr(word, '=');

		lines.offsets[num] = atoi(word);
		if (value && value[1] == '1')
			values |= 1ULL << num;
		num++;
	}
	lines.num_lines = num;
	strcpy(lines.consumer, "lines");
	configure(&lines.config, direction, values, num);
	return ioctl(chip, GPIO_V2_GET_LINE_IOCTL, &lines);
}

static int get(char *)
{
	struct gpio_v2_line_values values = {
		.mask = (1ULL << lines.num_lines) - 1,
	};

	if (ioctl(lines.fd, GPIO_V2_LINE_GET_VALUES_IOCTL, &values) < 0)
		return -1;
	for (unsigned int i = 0; i < lines.num_lines; i++)
		putchar(values.bits >> i & 1 ? '1' : '0');
	putchar('\n');
	return SAID;
}

static struct gpio_v2_line_values parse_values(char *words)
{
	struct gpio_v2_line_values values = { 0 };
	unsigned int i = 0;

	for (char *word = strtok(words, " "); word; word = strtok(NULL, " ")) {
		if (*word != '-')
			values.mask |= 1ULL << i;
		if (*word == '1')
			values.bits |= 1ULL << i;
		i++;
	}
	return values;
}

static int turn(char *words)
{
	struct gpio_v2_line_config config;

	if (!strncmp(words, "out ", 4))
		configure(&config, GPIO_V2_LINE_FLAG_OUTPUT,
			  parse_values(words + 4).bits, lines.num_lines);
	else
		configure(&config, GPIO_V2_LINE_FLAG_INPUT, 0, lines.num_lines);
	return ioctl(lines.fd, GPIO_V2_LINE_SET_CONFIG_IOCTL, &config);
}

static int set(char *words)
{
	struct gpio_v2_line_values values = parse_values(words);

	return ioctl(lines.fd, GPIO_V2_LINE_SET_VALUES_IOCTL, &values);
}

static int release(char *)
{
	return close(lines.fd);
}

static int swap(char *)
{
	struct gpio_v2_line_request others = aside;

	aside = lines;
	lines = others;
	return 0;
}

static int watch(char *line)
{
	struct gpio_v2_line_info info = { .offset = atoi(line) };

	return ioctl(chip, GPIO_V2_GET_LINEINFO_WATCH_IOCTL, &info);
}

static int print_events(char *number)
{
	struct pollfd fd = { .fd = lines.fd, .events = POLLIN };
	struct gpio_v2_line_event event;
	unsigned int least = atoi(number);

	for (unsigned int n = 0; poll(&fd, 1, n < least ? WAIT_MS : 0) > 0;
	     n++) {
		if (read(lines.fd, &event, sizeof(event)) != sizeof(event))
			return -1;
		printf("%s:%u:%u:%u ",
		       event.id == GPIO_V2_LINE_EVENT_RISING_EDGE ? "rising" :
								    "falling",
		       event.offset, event.seqno, event.line_seqno);
	}
	puts("");
	return SAID;
}

static int request_inputs(char *words)
{
	return request(GPIO_V2_LINE_FLAG_INPUT, words);
}

static int request_outputs(char *words)
{
	return request(GPIO_V2_LINE_FLAG_OUTPUT, words);
}

static int request_as_is(char *words)
{
	return request(0, words);
}

const struct verb line_verbs[] = { { "chip", open_chip },
				   { "chipname", print_name },
				   { "lines", print_chip },
				   { "info", print_info },
				   { "flags", print_flags },
				   { "with", take_flags },
				   { "in", request_inputs },
				   { "out", request_outputs },
				   { "asis", request_as_is },
				   { "get", get },
				   { "set", set },
				   { "turn", turn },
				   { "release", release },
				   { "swap", swap },
				   { "watch", watch },
				   { "events", print_events },
				   { NULL } };
