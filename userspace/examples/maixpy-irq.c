// SPDX-License-Identifier: MIT
/* MaixPy's DEMO3: the button's interrupts, for three seconds. */
#include <k210gpio.h>
#include <stdio.h>

static void pressed(const struct k210_event *event)
{
	printf("key %u\n", event->line);
	fflush(stdout);
}

int main(void)
{
	struct k210_pin *key;

	if (k210_pin_open_simple(&key, "BOOT_KEY", K210_IN, K210_PULL_NONE,
				 -1) ||
	    k210_pin_irq(key, K210_BOTH, 7, K210_WAKE_NONE, pressed, NULL)) {
		fprintf(stderr, "%s\n", k210_errmsg());
		return 1;
	}
	/* MaixPy's system calls handlers; here a program says when. */
	while (k210_pin_dispatch(key, 3000) > 0)
		;
	k210_pin_irq_enable(key, 0);
	k210_pin_close(key);
	return 0;
}
