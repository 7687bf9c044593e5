// SPDX-License-Identifier: MIT
/* Blinks the board's red LED. */
#include <k210gpio.h>
#include <stdio.h>
#include <unistd.h>

int main(void)
{
	struct k210_pin *led;

	if (k210_pin_open_simple(&led, "LED_R", K210_OUT, 0, 1) < 0) {
		fprintf(stderr, "%s\n", k210_errmsg());
		return 1;
	}
	for (;;) {
		k210_pin_toggle(led);
		sleep(1);
	}
}
