// SPDX-License-Identifier: MIT
/* Pycom's quick usage: an output, its values, and an input with a pull-up. */
#include <k210gpio.h>
#include <stdio.h>

int main(void)
{
	struct k210_pin *out, *in;

	if (k210_pin_open_simple(&out, "IO9", K210_OUT, 0, -1) ||
	    k210_pin_open_simple(&in, "IO10", K210_IN, K210_PULL_UP, -1)) {
		fprintf(stderr, "%s\n", k210_errmsg());
		return 1;
	}
	k210_pin_value(out, 1);
	k210_pin_value(out, 0);
	k210_pin_toggle(out);
	k210_pin_value(out, 1);
	printf("%s is %d\n", k210_pin_name(in), k210_pin_value(in, -1));
	/* pin.hold(True): what is asked for from now on waits. */
	k210_pin_hold(out, 1);
	k210_pin_value(out, 0);
	printf("held %d\n", k210_pin_hold(out, -1));
	fflush(stdout);
	getchar();
	k210_pin_hold(out, 0);
	k210_pin_close(in);
	k210_pin_close(out);
	return 0;
}
