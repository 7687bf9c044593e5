// SPDX-License-Identifier: MIT
/*
 * The same by libgpiod: `gpiod lines`. `gpiod name` finds a line by its name and
 * makes it an output; `gpiod tools` looks for it among all files in /dev, as
 * libgpiod's tools do; `gpiod mux` has the kernel route a line to a pad, by
 * debugfs, and makes that an output. What is told may be called otherwise:
 * `gpiod name AS`.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <gpiod.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cdev.h"
#include "count.h"
#include "jig.h"
#include "where.h"

#define SELECT                                                   \
	"/sys/kernel/debug/pinctrl/502b0000.pinmux-k210-pinctrl" \
	"/pinmux-select"

static struct gpiod_line_request *request;
static struct gpiod_edge_event_buffer *one, *many;
static enum gpiod_line_value values[LINES];
static char path[32]; /* of GPIOHS */

/* The request is the one in use from then on. */
static void take(struct gpiod_chip *chip, const unsigned int *lines, int num,
		 struct gpiod_line_settings *settings, int events)
{
	struct gpiod_line_config *config = gpiod_line_config_new();
	struct gpiod_request_config *about = gpiod_request_config_new();

	MUST(settings && config && about);
	gpiod_request_config_set_consumer(about, "bench");
	gpiod_request_config_set_event_buffer_size(about, events);
	MUST(!gpiod_line_config_add_line_settings(config, lines, num,
						  settings));
	request = gpiod_chip_request_lines(chip, about, config);
	MUST(request);
	gpiod_request_config_free(about);
	gpiod_line_config_free(config);
}

static void take_outputs(struct gpiod_chip *chip, const unsigned int *lines,
			 int num)
{
	struct gpiod_line_settings *settings = gpiod_line_settings_new();

	gpiod_line_settings_set_direction(settings,
					  GPIOD_LINE_DIRECTION_OUTPUT);
	gpiod_line_settings_set_output_value(settings, GPIOD_LINE_VALUE_ACTIVE);
	take(chip, lines, num, settings, 0);
	gpiod_line_settings_free(settings);
}

static int set(void)
{
	return gpiod_line_request_set_value(request, LINE,
					    GPIOD_LINE_VALUE_ACTIVE);
}

static void unset(void)
{
	gpiod_line_request_set_value(request, LINE, GPIOD_LINE_VALUE_INACTIVE);
}

static int get(void)
{
	return gpiod_line_request_get_value(request, LINE);
}

static int write_all(void)
{
	return gpiod_line_request_set_values(request, values);
}

static int read_all(void)
{
	return gpiod_line_request_get_values(request, values);
}

static int event(void)
{
	return gpiod_line_request_read_edge_events(request, one, 1);
}

static int many_events(void)
{
	return gpiod_line_request_read_edge_events(request, many, EVENTS);
}

static void values_of_lines(struct gpiod_chip *chip)
{
	unsigned int offsets[LINES] = { LINE };

	take_outputs(chip, offsets, 1);
	count("set", unset, set);
	MUST(!count_result);
	count("get", NULL, get);
	MUST(count_result == 1);
	gpiod_line_request_release(request);

	for (int i = 0; i < LINES; i++) {
		offsets[i] = i;
		values[i] = 0x5a5a5a5a >> i & 1;
	}
	take_outputs(chip, offsets, LINES);
	count("write", NULL, write_all);
	MUST(!count_result);
	count("read", NULL, read_all);
	MUST(!count_result);
	for (int i = 0; i < LINES; i++)
		MUST((int)values[i] == (0x5a5a5a5a >> i & 1));
	gpiod_line_request_release(request);
}

static void events_of_line(struct gpiod_chip *chip)
{
	struct gpiod_line_settings *settings = gpiod_line_settings_new();
	const unsigned int line = EVENT_LINE;

	gpiod_line_settings_set_edge_detection(settings, GPIOD_LINE_EDGE_BOTH);
	take(chip, &line, 1, settings, EVENTS);
	one = gpiod_edge_event_buffer_new(1);
	many = gpiod_edge_event_buffer_new(EVENTS);
	MUST(one && many);
	count("event", jig_one_edge, event);
	MUST(count_result == 1);
	count_tell("events",
		   count_cost(EVENTS_TIMES, jig_many_edges, many_events));
	MUST(count_result == EVENTS);
	jig_leave(EVENT_PAD);
}

/* As libgpiod's tools look through /dev. */
static int is_chip(const struct dirent *entry)
{
	char file[300];

	snprintf(file, sizeof(file), "/dev/%s", entry->d_name);
	return gpiod_is_gpiochip_device(file);
}

/* For who knows what the kernel calls them. */
static int is_called_chip(const struct dirent *entry)
{
	return !strncmp(entry->d_name, "gpiochip", 8);
}

/* The first line of that name, as libgpiod's tools take it. */
static int open_found(int (*wanted)(const struct dirent *entry))
{
	struct dirent **entries;
	struct gpiod_chip *chip = NULL;
	int num = scandir("/dev", &entries, wanted, versionsort);
	unsigned int offset;
	int line = -1;

	for (int i = 0; i < num; i++) {
		char file[300];

		snprintf(file, sizeof(file), "/dev/%s", entries[i]->d_name);
		if (line < 0)
			chip = gpiod_chip_open(file);
		if (line < 0 && chip)
			line = gpiod_chip_get_line_offset_from_name(chip, NAME);
		if (line < 0 && chip)
			gpiod_chip_close(chip);
		free(entries[i]);
	}
	free(entries);
	offset = line;
	if (line >= 0)
		take_outputs(chip, &offset, 1);
	return line < 0;
}

static int open_as_tools(void)
{
	return open_found(is_chip);
}

static int open_name(void)
{
	return open_found(is_called_chip);
}

static int mux(void)
{
	static const char text[] = "IO_6 " MUX_NAME;
	const unsigned int line = MUX_LINE;
	struct gpiod_chip *chip;
	int file = open(SELECT, O_WRONLY | O_CLOEXEC);

	MUST(write(file, text, sizeof(text) - 1) == sizeof(text) - 1);
	close(file);
	chip = gpiod_chip_open(path);
	take_outputs(chip, &line, 1);
	return 0;
}

/* A pad that is high at the end, which it isn't while the line is low. */
static void count_open(const char *as, int line, int pad, int (*open_it)(void))
{
	cdev_lower(GPIOHS, line);
	MUST(jig_level(pad) != 1);
	count_tell(as, count_cost(1, NULL, open_it));
	MUST(!count_result && jig_level(pad) == 1);
}

int main(int argc, char **argv)
{
	const char *what = argc > 1 ? argv[1] : "";
	const char *as = argc > 2 ? argv[2] : what;
	struct gpiod_chip *chip;

	close(cdev_chip(GPIOHS, path));
	if (!strcmp(what, "name")) {
		count_open(as, NAMED_LINE, NAMED_PAD, open_name);
	} else if (!strcmp(what, "tools")) {
		count_open(as, NAMED_LINE, NAMED_PAD, open_as_tools);
	} else if (!strcmp(what, "mux")) {
		count_open(as, MUX_LINE, MUX_PAD, mux);
	} else {
		MUST(!strcmp(what, "lines"));
		chip = gpiod_chip_open(path);
		values_of_lines(chip);
		events_of_line(chip);
	}
	return 0;
}
