// SPDX-License-Identifier: MIT
/* Blinks the board's red LED. Without stdio it is small: for 8 MiB. */
#include <k210gpio.h>
#include <string.h>
#include <unistd.h>

int main(void)
{
	struct k210_pin *led;

	if (k210_pin_open_simple(&led, "LED_R", K210_OUT, 0, 1) < 0) {
		write(STDERR_FILENO, k210_errmsg(), strlen(k210_errmsg()));
		return 1;
	}
	for (;;) {
		k210_pin_toggle(led);
		sleep(1);
	}
}
