// SPDX-License-Identifier: MIT
/* MaixPy's DEMO2: the LED lights for a second once the button is pressed. */
#include <k210gpio.h>
#include <poll.h>
#include <stdio.h>

int main(void)
{
	struct k210_pin *led, *key;

	/* Both are muxed on the way, and what they were again in the end. */
	if (k210_pin_open_simple(&led, "LED_R", K210_OUT, 0, 1) ||
	    k210_pin_open_simple(&key, "BOOT_KEY", K210_IN, K210_PULL_UP, -1)) {
		fprintf(stderr, "%s\n", k210_errmsg());
		return 1;
	}
	while (k210_pin_get(key) == 1)
		poll(NULL, 0, 10);
	k210_pin_set(led, 0);
	poll(NULL, 0, 1000);
	k210_pin_set(led, 1);
	k210_pin_close(key);
	k210_pin_close(led);
	return 0;
}
