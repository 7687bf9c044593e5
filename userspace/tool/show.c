// SPDX-License-Identifier: MIT
#include <inttypes.h>
#include <stdio.h>

#include "json.h"
#include "k210gpio/chip.h"
#include "print.h"
#include "select.h"
#include "show.h"
#include "tool.h"

bool show_unquoted;

static const char *const drives[] = {
	[K210_OPEN_DRAIN] = "open-drain",
	[K210_OPEN_SOURCE] = "open-source",
};

static const char *const pulls[] = {
	[K210_PULL_NONE] = "disabled",
	[K210_PULL_UP] = "pull-up",
	[K210_PULL_DOWN] = "pull-down",
};

static const char *const clocks[] = {
	[K210_CLOCK_MONOTONIC] = "monotonic",
	[K210_CLOCK_REALTIME] = "realtime",
	[K210_CLOCK_HTE] = "hte",
};

static const char *const edges[] = {
	[K210_RISING] = "rising",
	[K210_FALLING] = "falling",
	[K210_BOTH] = "both",
};

void show_name(const char *name)
{
	tool_print(show_unquoted ? "%s" : "\"%s\"", name);
}

/* Whoever uses it: the kernel's own users needn't have a name. */
static const char *consumer(const struct k210_line_info *info)
{
	return *info->consumer ? info->consumer : "kernel";
}

static void show_period(uint32_t us)
{
	if (us % 1000)
		tool_print("%" PRIu32 "us", us);
	else if (us % 1000000)
		tool_print("%" PRIu32 "ms", us / 1000);
	else
		tool_print("%" PRIu32 "s", us / 1000000);
}

void show_attributes(const struct k210_line_info *info)
{
	fputs(info->mode == K210_IN ? "input" : "output", stdout);
	if (info->active_low)
		fputs(" active-low", stdout);
	if (drives[info->mode])
		tool_print(" drive=%s", drives[info->mode]);
	if (info->pull)
		tool_print(" bias=%s", pulls[info->pull]);
	if (info->trigger)
		tool_print(" edges=%s", edges[info->trigger]);
	if (info->clock)
		tool_print(" event-clock=%s", clocks[info->clock]);
	if (info->debounce_us) {
		fputs(" debounce-period=", stdout);
		show_period(info->debounce_us);
	}
	if (info->used) {
		fputs(" consumer=", stdout);
		show_name(consumer(info));
	}
}

void show_line_json(const struct k210_line_info *info)
{
	json_number("line", info->line);
	json_string("name", *info->name ? info->name : NULL);
	json_bool("used", info->used);
	json_string("consumer", info->used ? consumer(info) : NULL);
	json_string("direction", info->mode == K210_IN ? "input" : "output");
	json_bool("active_low", info->active_low);
	json_string("drive",
		    drives[info->mode] ? drives[info->mode] : "push-pull");
	json_string("bias", pulls[info->pull]);
	json_string("edges", edges[info->trigger]);
	json_string("event_clock", clocks[info->clock]);
	json_number("debounce_us", info->debounce_us);
}

static void show_values_json(const struct items *items, const uint8_t *values)
{
	json_array("values");
	for (size_t i = 0; i < items->count; i++) {
		json_object(NULL);
		json_string("name", items->all[i].name);
		json_number("value", values[i]);
		json_end();
	}
	json_end();
}

void show_values(const struct items *items, const uint8_t *values, bool numeric)
{
	if (tool_json) {
		show_values_json(items, values);
		return;
	}
	for (size_t i = 0; i < items->count; i++) {
		if (i)
			putchar(' ');
		if (numeric) {
			tool_print("%u", values[i]);
		} else {
			show_name(items->all[i].name);
			fputs(values[i] ? "=active" : "=inactive", stdout);
		}
	}
	putchar('\n');
}

void show_seconds(uint64_t ns)
{
	tool_print("%" PRIu64 ".%09" PRIu64, ns / 1000000000, ns % 1000000000);
}

void show_banner(const char *verb, const struct items *items)
{
	size_t last = items->count - 1;

	tool_print("%s line%s ", verb, last ? "s" : "");
	for (size_t i = 0; i < last; i++)
		tool_print("'%s', ", items->all[i].name);
	tool_print("%s'%s'...\n", last ? "and " : "", items->all[last].name);
	tool_flush();
}
