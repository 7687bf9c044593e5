// SPDX-License-Identifier: MIT
/* linuxpy: with find() as gpio: lines = gpio[5, 6], active low; lines[:]. */
#include <k210gpio.h>
#include <stdio.h>

static int any(struct k210_chip *chip, void *user)
{
	(void)user;
	return k210_chip_lines(chip) > 6;
}

int main(void)
{
	struct k210_line_cfg cfg[] = {
		{ .size = sizeof(*cfg),
		  .line = 5,
		  .active_low = K210_SWITCH_ON,
		  .mode = K210_IN },
		{ .size = sizeof(*cfg),
		  .line = 6,
		  .active_low = K210_SWITCH_ON,
		  .mode = K210_IN },
	};
	struct k210_lines *lines;
	struct k210_chip *chip;
	uint64_t bits;

	if (k210_chip_find(&chip, any, NULL) < 0 ||
	    k210_lines_request(&lines, chip, cfg, 2, "example") < 0 ||
	    k210_lines_get(lines, &bits) < 0) {
		fprintf(stderr, "%s\n", k210_errmsg());
		return 1;
	}
	printf("{5: %d, 6: %d}\n", (int)(bits & 1), (int)(bits >> 1 & 1));
	k210_lines_close(lines);
	k210_chip_close(chip);
	return 0;
}
