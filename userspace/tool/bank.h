/* SPDX-License-Identifier: MIT */
/*
 * Items, taken and used together: lines by a request for each chip, pads that
 * carry no line as pins, which give them one. What is wrong ends the program.
 */
#ifndef K210_TOOL_BANK_H
#define K210_TOOL_BANK_H

#include <poll.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct items;
struct k210_event;
struct k210_lines;
struct k210_pin;

struct bank_config {
	uint8_t mode; /* enum k210_mode; 0 to leave it */
	uint8_t pull; /* enum k210_pull, or 0 */
	bool active_low;
	uint8_t trigger; /* K210_RISING, K210_FALLING */
	uint8_t clock;	 /* enum k210_clock */
	uint32_t debounce_us;
	const char *consumer;
	bool force; /* those too that the board keeps */
};

/* Either the items of one chip, or one item that is a pin. */
struct bank_group {
	struct k210_lines *lines;
	struct k210_pin *pin;
	size_t count;
	unsigned int *offsets;
	size_t *indices; /* of the items */
};

struct bank {
	struct items *items;
	struct bank_group *groups;
	size_t count;
	bool wall; /* events' times are those of the day */
};

/*
 * bank_open() - take them.
 * @values: what outputs start with, one for each item; NULL for inputs
 */
void bank_open(struct bank *bank, struct items *items,
	       const struct bank_config *config, const uint8_t *values);

/* bank_get(), bank_set() - one value for each item. */
void bank_get(struct bank *bank, uint8_t *values);
void bank_set(struct bank *bank, const uint8_t *values);

/* An event of an item. */
struct bank_event {
	uint64_t time_ns;
	uint32_t type; /* K210_RISING, K210_FALLING */
	uint32_t lost; /* so many before it */
	size_t index;  /* of the item */
};

/* bank_polls() - what to poll. Return: how many; @polls is allocated. */
size_t bank_polls(struct bank *bank, struct pollfd **polls);

/*
 * bank_read() - events that are there, by their times, without waiting.
 *
 * Return: how many, at most @max.
 */
size_t bank_read(struct bank *bank, struct bank_event *events, size_t max);

#endif
