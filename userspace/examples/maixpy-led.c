// SPDX-License-Identifier: MIT
/* MaixPy's DEMO1: fm.register(), GPIO.OUT, and the LED's value. */
#include <k210gpio.h>
#include <poll.h>
#include <stdio.h>

static int check(int done)
{
	if (done < 0)
		fprintf(stderr, "%s\n", k210_errmsg());
	return done;
}

int main(void)
{
	struct k210_pin *led;
	int pad = check(k210_board_lookup("LED_R"));

	if (pad < 0 ||
	    check(k210_fpioa_map(pad, k210_func_id("GPIO0"), K210_FORCE)) ||
	    check(k210_pin_open_simple(&led, "GPIO0", K210_OUT, 0, -1)))
		return 1;
	poll(NULL, 0, 500);
	printf("LED_R is %d\n", k210_pin_get(led));
	k210_pin_set(led, 0);
	k210_pin_close(led);
	return check(k210_fpioa_unmap(pad)) ? 1 : 0;
}
