/* SPDX-License-Identifier: MIT */
/* How mon and notify show events, and the options for it. */
#ifndef K210_TOOL_EVENT_H
#define K210_TOOL_EVENT_H

#include <stdbool.h>
#include <stdint.h>

#include "show.h"
#include "stop.h"

struct item;
struct pollfd;
struct k210_line_info;

enum event_time { EVENT_SECONDS, EVENT_UTC, EVENT_LOCAL };

struct event {
	uint64_t time_ns; /* as the kernel has it */
	uint64_t wall_ns; /* the same, for UTC and local time */
	const char *word; /* "rising" */
	uint32_t type;	  /* its number */
	uint32_t lost;	  /* so many before it */
	const struct item *item;
	const struct k210_line_info *info; /* of notify's */
};

struct event_style {
	const char *format; /* or NULL */
	enum event_time time;
	bool quiet;
	bool banner;
	uint64_t number;  /* of events, then it ends; 0 for ever */
	uint64_t idle_us; /* without events, then it ends; 0 for ever */
	bool with_chip;	  /* before names too */
};

#define EVENT_IDLE 1010
#define EVENT_LOCALTIME 1011
#define EVENT_UTCTIME 1012
#define EVENT_LETTERS "F:n:q"
/* clang-format off */
#define EVENT_OPTIONS                                             \
	BANNER_OPTION,                                            \
	{ "format", required_argument, NULL, 'F' },               \
	{ "idle-timeout", required_argument, NULL, EVENT_IDLE },  \
	{ "localtime", no_argument, NULL, EVENT_LOCALTIME },      \
	{ "num-events", required_argument, NULL, 'n' },           \
	{ "quiet", no_argument, NULL, 'q' },                      \
	{ "silent", no_argument, NULL, 'q' },                     \
	{ "utc", no_argument, NULL, EVENT_UTCTIME }
#define EVENT_HELP                                                            \
	"      --banner          say so on stdout once it watches\n"                        \
	"  -F, --format FORMAT   show events so; see below\n"                     \
	"      --idle-timeout PERIOD\n"                                           \
	"                        end if nothing happens for that long: 10us, "    \
	"20ms, 1s, 1m\n"                                                          \
	"      --localtime       times as local time\n"                           \
	"  -n, --num-events N    end after N events; 0 for never\n"               \
	"  -q, --quiet, --silent show no events\n"                                \
	"      --utc             times as UTC\n"
#define EVENT_FORMATS                                                         \
	"\nFormats:\n"                                                            \
	"  %o offset of the line      %e number of the type of event\n"           \
	"  %l name of the line        %E its word\n"                              \
	"  %c name of the chip        %S time in seconds\n"                       \
	"  %% a percent sign          %U time as UTC    %L as local time\n"
/* clang-format on */

/* Return: false if it is another option. */
bool event_option(struct event_style *style, int option);

/*
 * event_show() - one event, and count it.
 *
 * Return: false if it was the last that is wanted.
 */
bool event_show(struct event_style *style, const struct event *event);

/* event_begin() - the banner, or JSON's array, which signals end then. */
void event_begin(const struct event_style *style, const char *verb,
		 const struct items *items);

/*
 * event_wait() - until something can be read of one of these.
 *
 * Return: false if it is to end: nothing came for that long, or a signal.
 */
bool event_wait(const struct event_style *style, struct pollfd *polls,
		size_t count);

#endif
