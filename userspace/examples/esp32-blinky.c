// SPDX-License-Identifier: MIT
/* ESP32: Blinky, and Blinky with a toggle of its own. */
#include <k210gpio.h>
#include <stdio.h>
#include <unistd.h>

static void toggle(struct k210_pin *pin)
{
	k210_pin_value(pin, !k210_pin_value(pin, -1));
}

int main(void)
{
	struct k210_pin *pin;

	/* Pin(2, Pin.OUT): on the K210 any number is a pad's. */
	if (k210_pin_open_simple(&pin, "21", K210_OUT, 0, -1) < 0) {
		fprintf(stderr, "%s\n", k210_errmsg());
		return 1;
	}
	for (int i = 0; i < 2; i++) {
		k210_pin_on(pin);
		sleep(1);
		k210_pin_off(pin);
		sleep(1);
	}
	for (;;) {
		toggle(pin);
		sleep(1);
	}
}
