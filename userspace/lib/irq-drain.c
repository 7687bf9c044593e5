// SPDX-License-Identifier: MIT
#include <linux/gpio.h>

#include "irq-event.h"
#include "sys.h"

int k210_irq_drain(struct irq *irq, uint64_t *when)
{
	struct gpio_v2_line_event events[4];
	long got, last;
	int found = 0;

	while ((got = sys_read(irq->line, events, sizeof(events))) > 0) {
		last = got / sizeof(events[0]) - 1;
		if (when && !found)
			*when = events[0].timestamp_ns;
		irq->next_seq = events[last].line_seqno + 1;
		found = 1;
	}
	return got == -ENODEV ? -ENODEV : found;
}
