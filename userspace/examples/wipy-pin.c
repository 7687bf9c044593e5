// SPDX-License-Identifier: MIT
/* WiPy: Pin('GP9', mode=Pin.OUT, pull=None, drive=Pin.MED_POWER, alt=-1). */
#include <k210gpio.h>
#include <stdio.h>

int main(void)
{
	struct k210_pin_cfg cfg = {
		.size = sizeof(cfg),
		.mode = K210_OUT,
		.pull = K210_PULL_NONE,
		.drive = K210_DRIVE_MEDIUM,
	};
	struct k210_pin *g;
	char text[128];

	if (k210_pin_open(&g, "IO9", &cfg) < 0)
		goto wrong;
	k210_pin_value(g, 1);
	k210_pin_toggle(g);
	/* alt=5: any function may be on any pad; GP9's fifth is UART1_TX. */
	if (k210_pin_alt(g, k210_func_id("UART1_TX")) < 0 ||
	    k210_pin_describe(g, text, sizeof(text)) < 0)
		goto wrong;
	puts(text);
	k210_pin_close(g);
	return 0;
wrong:
	fprintf(stderr, "%s\n", k210_errmsg());
	return 1;
}
