// SPDX-License-Identifier: MIT
#include <unistd.h>

#include "claim.h"
#include "handle.h"
#include "irq.h"
#include "pin.h"

K210_API void k210_pin_close(struct k210_pin *p)
{
	if (!p)
		return;
	if (p->irq)
		k210_irq_end(p);
	/* The line first: the pad of a line in use stays what it is. */
	if (p->slot >= 0)
		close(p->slot);
	if (p->pad >= 0)
		k210_claim_unpin(p->pad);
	if (p->chip >= 0)
		close(p->chip);
	k210_handle_free(p);
}
