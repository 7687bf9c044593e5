// SPDX-License-Identifier: MIT
#include <stdlib.h>
#include <unistd.h>

#include "claim.h"
#include "irq.h"
#include "k210gpio/chip.h"
#include "pin.h"

K210_API void k210_pin_close(struct k210_pin *p)
{
	if (!p)
		return;
	k210_irq_end(p);
	/* The line first: the pad of a line in use stays what it is. */
	if (p->fd >= 0)
		close(p->fd);
	if (p->pad >= 0)
		k210_claim_drop(p->pad, CLAIM_FOR_PIN);
	k210_chip_close(p->chip);
	free(p);
}
