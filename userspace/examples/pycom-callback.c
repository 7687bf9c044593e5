// SPDX-License-Identifier: MIT
/* Pycom: p_in.callback(Pin.IRQ_FALLING | Pin.IRQ_RISING, pin_handler). */
#include <k210gpio.h>
#include <stdio.h>

static void pin_handler(const struct k210_event *event)
{
	printf("got an interrupt in pin %s\n", k210_pin_name(event->user));
	fflush(stdout);
}

int main(void)
{
	struct k210_loop *loop;
	struct k210_pin *in;

	if (k210_pin_open_simple(&in, "IO10", K210_IN, K210_PULL_UP, -1) ||
	    k210_pin_irq(in, K210_BOTH, 1, 0, pin_handler, in) ||
	    k210_loop_new(&loop, 0) || k210_loop_add(loop, in) ||
	    k210_loop_start_thread(loop, 0)) {
		fprintf(stderr, "%s\n", k210_errmsg());
		return 1;
	}
	/* Handlers are called in the loop's thread, one after the other. */
	getchar();
	k210_loop_free(loop);
	k210_pin_close(in);
	return 0;
}
