// SPDX-License-Identifier: MIT
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "clock.h"
#include "event.h"
#include "json.h"
#include "k210gpio/chip.h"
#include "parse.h"
#include "print.h"
#include "select.h"
#include "tool.h"

#define SECOND UINT64_C(1000000000)

bool event_option(struct event_style *style, int option)
{
	switch (option) {
	case 'F':
		style->format = optarg;
		return true;
	case 'n':
		style->number =
			parse_number(optarg, 0, UINT32_MAX, "--num-events");
		return true;
	case 'q':
		style->quiet = true;
		return true;
	case EVENT_IDLE:
		style->idle_us = parse_period(optarg, "--idle-timeout");
		return true;
	case BANNER:
		style->banner = true;
		return true;
	case EVENT_LOCALTIME:
		style->time = EVENT_LOCAL;
		return true;
	case EVENT_UTCTIME:
		style->time = EVENT_UTC;
		return true;
	}
	return false;
}

static void show_time(const struct event *event, enum event_time as)
{
	uint64_t ns = as == EVENT_SECONDS ? event->time_ns : event->wall_ns;
	time_t seconds = ns / SECOND;
	struct tm parts = { 0 };

	if (as == EVENT_SECONDS) {
		show_seconds(ns);
		return;
	}
	if (as == EVENT_UTC)
		gmtime_r(&seconds, &parts);
	else
		localtime_r(&seconds, &parts);
	/* strftime() brings libc's printf with it. */
	tool_print("%d-%02d-%02dT%02d:%02d:%02d.%09" PRIu64 "%s",
		   parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday,
		   parts.tm_hour, parts.tm_min, parts.tm_sec, ns % SECOND,
		   as == EVENT_UTC ? "Z" : "");
}

static const char *chip_of(const struct event *event)
{
	return event->item->chip ? k210_chip_name(event->item->chip) : "";
}

static const char *label_of(const struct event *event)
{
	return *event->item->label ? event->item->label : "unnamed";
}

/* Return: false if @letter isn't one of a format's. */
static bool show_part(const struct event *event, char letter)
{
	switch (letter) {
	case 'o':
		tool_print("%u", event->item->line);
		return true;
	case 'l':
		fputs(label_of(event), stdout);
		return true;
	case 'c':
		fputs(chip_of(event), stdout);
		return true;
	case 'e':
		tool_print("%" PRIu32, event->type);
		return true;
	case 'E':
		fputs(event->word, stdout);
		return true;
	case 'S':
		show_time(event, EVENT_SECONDS);
		return true;
	case 'U':
		show_time(event, EVENT_UTC);
		return true;
	case 'L':
		show_time(event, EVENT_LOCAL);
		return true;
	case '%':
		putchar('%');
		return true;
	}
	if (!event->info)
		return false;
	if (letter == 'a')
		show_attributes(event->info);
	else if (letter == 'C')
		fputs(event->info->used ? event->info->consumer : "unused",
		      stdout);
	return letter == 'a' || letter == 'C';
}

static void show_formatted(const struct event *event, const char *format)
{
	for (; *format; format++) {
		if (*format == '%' && format[1] && show_part(event, format[1]))
			format++;
		else
			putchar(*format);
	}
}

static void show_plain(const struct event_style *style,
		       const struct event *event)
{
	const struct item *item = event->item;

	show_time(event, style->time);
	tool_print("\t%s\t", event->word);
	if (style->with_chip || !*item->label)
		tool_print("%s %u%s", chip_of(event), item->line,
			   *item->label ? " " : "");
	if (*item->label)
		show_name(item->label);
}

static void show_json(const struct event *event)
{
	json_object(NULL);
	json_number("time_ns", event->time_ns);
	json_string("type", event->word);
	json_string("chip", chip_of(event));
	if (event->info) {
		show_line_json(event->info);
	} else {
		json_number("line", event->item->line);
		json_string("name",
			    *event->item->label ? event->item->label : NULL);
		json_number("lost", event->lost);
	}
	json_end();
}

bool event_show(struct event_style *style, const struct event *event)
{
	if (style->quiet) {
		/* It counts all the same. */
	} else if (tool_json) {
		show_json(event);
	} else {
		if (event->lost)
			tool_warn("%" PRIu32
				  " events of '%s' were lost before the next",
				  event->lost, event->item->name);
		if (style->format)
			show_formatted(event, style->format);
		else
			show_plain(style, event);
		putchar('\n');
	}
	return !style->number || --style->number;
}

void event_begin(const struct event_style *style, const char *verb,
		 const struct items *items)
{
	if (tool_json) {
		stop_catch();
		json_array("events");
		tool_flush();
	} else if (style->banner) {
		show_banner(verb, items);
	}
}

bool event_wait(const struct event_style *style, struct pollfd *polls,
		size_t count)
{
	uint64_t until = STOP_NEVER;

	if (style->idle_us)
		until = clock_now() + style->idle_us * 1000;
	return stop_wait_all(polls, count, until) > 0;
}
