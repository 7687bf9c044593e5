// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * reconfigure /dev/CHIP LINE: requests a line and changes its configuration,
 * for which there is no program.
 */
#include <fcntl.h>
#include <linux/gpio.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>

int main(int argc, char **argv)
{
	struct gpio_v2_line_request request = {
		.num_lines = 1,
		.consumer = "reconfigure",
		.config.flags = GPIO_V2_LINE_FLAG_INPUT,
	};
	struct gpio_v2_line_config config = {
		.flags = GPIO_V2_LINE_FLAG_INPUT | GPIO_V2_LINE_FLAG_ACTIVE_LOW,
	};
	int chip;

	if (argc != 3)
		return 2;
	chip = open(argv[1], O_RDWR);
	request.offsets[0] = atoi(argv[2]);
	if (chip < 0 || ioctl(chip, GPIO_V2_GET_LINE_IOCTL, &request) ||
	    ioctl(request.fd, GPIO_V2_LINE_SET_CONFIG_IOCTL, &config)) {
		perror(argv[1]);
		return 1;
	}
	return 0;
}
