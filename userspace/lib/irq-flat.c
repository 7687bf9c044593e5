// SPDX-License-Identifier: MIT
#include "k210gpio/irq.h"

K210_API int k210_pin_read_event(struct k210_pin *p, uint64_t *time_ns,
				 uint32_t *lost)
{
	struct k210_event ev;
	int count = k210_pin_read_events(p, &ev, 1);

	if (count < 1)
		return count;
	if (time_ns)
		*time_ns = ev.time_ns;
	if (lost)
		*lost = ev.lost;
	return ev.type;
}
