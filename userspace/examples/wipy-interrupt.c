// SPDX-License-Identifier: MIT
/* WiPy: pin_int.irq(trigger=Pin.IRQ_RISING, handler=pincb), and by hand. */
#include <k210gpio.h>
#include <stdio.h>

static void pincb(const struct k210_event *event)
{
	printf("%s: %s\n", k210_pin_name(event->pin),
	       event->type ? "rising" : "by hand");
	fflush(stdout);
}

int main(void)
{
	struct k210_pin *pin;

	if (k210_pin_open_simple(&pin, "IO10", K210_IN, K210_PULL_DOWN, -1) ||
	    k210_pin_irq(pin, K210_RISING, 1, K210_WAKE_IDLE, pincb, NULL) ||
	    k210_pin_irq_fire(pin)) {
		fprintf(stderr, "%s\n", k210_errmsg());
		return 1;
	}
	int done = k210_pin_dispatch(pin, 10000);

	k210_pin_irq(pin, K210_RISING, 1, K210_WAKE_IDLE, NULL, NULL);
	k210_pin_close(pin);
	return done == 1 ? 0 : 1;
}
