/* SPDX-License-Identifier: MIT */
/* How lines are shown, as libgpiod's tools show them. */
#ifndef K210_TOOL_SHOW_H
#define K210_TOOL_SHOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct items;
struct k210_line_info;

/* Their options that show_option() takes. */
#define SHOW_UNQUOTED 1002

/* Names are shown without quotes. */
extern bool show_unquoted;

void show_name(const char *name);

/* show_attributes() - "output active-low consumer="led"". */
void show_attributes(const struct k210_line_info *info);

/* show_line_json() - the members of a line's info. */
void show_line_json(const struct k210_line_info *info);

/* show_values() - "foo"=active "bar"=inactive, or an object of JSON's. */
void show_values(const struct items *items, const uint8_t *values,
		 bool numeric);

/* show_seconds() - "12.000000345", of nanoseconds. */
void show_seconds(uint64_t ns);

/* show_banner() - "Monitoring lines 'foo', and 'bar'..." */
void show_banner(const char *verb, const struct items *items);

#endif
