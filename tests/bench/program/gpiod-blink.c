// SPDX-License-Identifier: MIT
/* Blinks a line by libgpiod, as userspace/examples/blink.c does by ours. */
#include <gpiod.h>
#include <string.h>
#include <unistd.h>

static const unsigned int line = 5;

static struct gpiod_line_request *take(struct gpiod_chip *chip)
{
	struct gpiod_line_settings *settings = gpiod_line_settings_new();
	struct gpiod_line_config *config = gpiod_line_config_new();

	if (!settings || !config)
		return NULL;
	gpiod_line_settings_set_direction(settings,
					  GPIOD_LINE_DIRECTION_OUTPUT);
	if (gpiod_line_config_add_line_settings(config, &line, 1, settings))
		return NULL;
	return gpiod_chip_request_lines(chip, NULL, config);
}

int main(void)
{
	static const char failed[] = "there is no such line\n";
	struct gpiod_chip *chip = gpiod_chip_open("/dev/gpiochip0");
	struct gpiod_line_request *request = chip ? take(chip) : NULL;
	int value = 0;

	if (!request) {
		write(STDERR_FILENO, failed, strlen(failed));
		return 1;
	}
	for (;;) {
		value = !value;
		gpiod_line_request_set_value(request, line, value);
		sleep(1);
	}
}
