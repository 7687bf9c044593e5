/* SPDX-License-Identifier: MIT */
/* What pins tell their interrupts. */
#ifndef K210_LIB_IRQ_H
#define K210_LIB_IRQ_H

#include <stdbool.h>
#include <stdint.h>

struct k210_pin;

/* k210_irq_make() - what a pin with a trigger needs. Errors: -ENOMEM. */
int k210_irq_make(struct k210_pin *p);

/* k210_irq_wrote() - an output that has a trigger was changed to @value. */
__attribute__((weak)) void k210_irq_wrote(struct k210_pin *p, uint8_t value);

/*
 * k210_irq_edges() - what the kernel has to tell of, given what the pin is.
 * @mode: enum k210_mode, that the pin is going to have
 */
uint32_t k210_irq_edges(const struct k210_pin *p, uint8_t mode);

/*
 * k210_irq_update() - the pin's line, mode, trigger or quiet has changed. The
 * pin is locked, or not yet anybody's; if it has a trigger, it is made.
 */
void k210_irq_update(struct k210_pin *p);

/*
 * k210_irq_cut() - the line's descriptor is about to be closed: nobody waits
 * for it any more. k210_irq_update() follows. The pin is locked.
 */
void k210_irq_cut(struct k210_pin *p);

/* k210_irq_end() - the pin is closed. */
__attribute__((weak)) void k210_irq_end(struct k210_pin *p);

/* k210_irq_handled() - whether the pin has a handler. */
bool k210_irq_handled(const struct k210_pin *p);

#endif
