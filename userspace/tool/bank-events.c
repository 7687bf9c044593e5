// SPDX-License-Identifier: MIT
#include <poll.h>
#include <string.h>

#include "bank.h"
#include "clock.h"
#include "k210gpio.h"
#include "select.h"
#include "tool.h"

/* So many of a group are read at a time. */
#define BATCH 16

static int fds_of(const struct bank_group *group, int *fds, size_t max)
{
	if (!group->pin)
		return k210_lines_fds(group->lines, fds, max);

	int fd = k210_pin_fd(group->pin);

	if (fd >= 0 && max)
		fds[0] = fd;
	return fd < 0 ? fd : 1;
}

size_t bank_polls(struct bank *bank, struct pollfd **polls)
{
	/* A request of the kernel's has at least one line. */
	size_t most = bank->items->count, count = 0;
	int *fds = tool_allocate(most, sizeof(*fds));

	*polls = tool_allocate(most, sizeof(**polls));
	for (size_t i = 0; i < bank->count; i++) {
		int got = fds_of(&bank->groups[i], fds, most - count);

		if (got < 0)
			tool_fail_call(got, NULL);
		for (int k = 0; k < got && count < most; k++)
			(*polls)[count++] = (struct pollfd){ .fd = fds[k],
							     .events = POLLIN };
	}
	return count;
}

static size_t index_of(const struct bank_group *group, unsigned int line)
{
	size_t i = 0;

	while (!group->pin && i + 1 < group->count && group->offsets[i] != line)
		i++;
	return group->indices[i];
}

static void insert(struct bank_event *events, size_t count,
		   struct bank_event event)
{
	while (count && events[count - 1].time_ns > event.time_ns) {
		events[count] = events[count - 1];
		count--;
	}
	events[count] = event;
}

/* Pins have the kernel's first clock alone. */
static uint64_t time_of(const struct bank *bank, const struct bank_group *group,
			const struct k210_event *event)
{
	return group->pin && bank->wall ? clock_wall(event->time_ns) :
					  event->time_ns;
}

size_t bank_read(struct bank *bank, struct bank_event *events, size_t max)
{
	size_t count = 0;

	for (size_t i = 0; i < bank->count; i++) {
		struct bank_group *group = &bank->groups[i];
		struct k210_event some[BATCH];
		int most = max - count < BATCH ? max - count : BATCH;
		int got = 0;

		if (most)
			got = group->pin ? k210_pin_read_events(group->pin,
								some, most) :
					   k210_lines_read_events(group->lines,
								  some, most);
		if (got < 0)
			tool_fail_call(
				got, bank->items->all[group->indices[0]].name);
		for (int k = 0; k < got; k++)
			insert(events, count++,
			       (struct bank_event){
				       .time_ns =
					       time_of(bank, group, &some[k]),
				       .type = some[k].type,
				       .lost = some[k].lost,
				       .index = index_of(group, some[k].line),
			       });
	}
	return count;
}
