// SPDX-License-Identifier: MIT
/* linuxpy: for event in lines: the edges of some lines, as they come. */
#include <k210gpio.h>
#include <stdio.h>

int main(void)
{
	struct k210_line_cfg cfg[2];
	struct k210_event events[16];
	struct k210_lines *lines;
	struct k210_chip *chip;

	for (int i = 0; i < 2; i++)
		cfg[i] = (struct k210_line_cfg){ .size = sizeof(*cfg),
						 .line = 5 + i,
						 .mode = K210_IN,
						 .trigger = K210_BOTH };
	if (k210_chip_open(&chip, "gpiohs") ||
	    k210_lines_request(&lines, chip, cfg, 2, "example"))
		goto wrong;
	for (int seen = 0; seen < 4;) {
		k210_lines_wait(lines, -1);
		int n = k210_lines_read_events(lines, events, 16);

		for (int i = 0; i < n; i++, seen++)
			printf("%u %s\n", events[i].line,
			       events[i].type == K210_RISING ? "rising" :
							       "falling");
	}
	k210_lines_close(lines);
	k210_chip_close(chip);
	return 0;
wrong:
	fprintf(stderr, "%s\n", k210_errmsg());
	return 1;
}
