/* SPDX-License-Identifier: MIT */
/* What get, set and mon have in common: the options of a request. */
#ifndef K210_TOOL_REQUEST_H
#define K210_TOOL_REQUEST_H

#include "bank.h"
#include "pins.h"
#include "select.h"
#include "show.h"
#include "tool.h"

struct request {
	struct select select;
	struct bank_config config;
};

/* By default the consumer is the program, as it was called. */
#define REQUEST_INIT                               \
	{                                          \
		.config = {.consumer = tool_name } \
	}

#define REQUEST_LETTERS SELECT_LETTERS "b:C:fl"
/* clang-format off */
#define REQUEST_OPTIONS                                 \
	SELECT_OPTIONS,                                 \
	{ "active-low", no_argument, NULL, 'l' },       \
	{ "bias", required_argument, NULL, 'b' },       \
	{ "consumer", required_argument, NULL, 'C' },   \
	PINS_FORCE,                                     \
	{ "unquoted", no_argument, NULL, SHOW_UNQUOTED }
#define REQUEST_HELP                                                       \
	"  -b, --bias BIAS       pull-down, pull-up or disabled; else as it "  \
	"is\n"                                                                 \
	"  -C, --consumer NAME   for whom they are taken; else this program\n" \
	PINS_FORCE_HELP                                                        \
	"  -l, --active-low      low is active\n"                              \
	"      --unquoted        names without quotes\n"                       \
	SELECT_HELP
/* clang-format on */

/* Return: false if it is another option. */
bool request_option(struct request *request, int option);

/* request_sleep() - wait; signals end it only if they end the program. */
void request_sleep(uint64_t us);

#endif
