// SPDX-License-Identifier: MIT
/*
 * toggle CHIP LINE: makes a line an output that is 0, then 1 and 0 again, by
 * nothing but the kernel's GPIO interface. Prints what it reads each time.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>

#include <linux/gpio.h>

static int value(int fd, int level)
{
	struct gpio_v2_line_values values = { .bits = level, .mask = 1 };

	if (ioctl(fd, GPIO_V2_LINE_SET_VALUES_IOCTL, &values) ||
	    ioctl(fd, GPIO_V2_LINE_GET_VALUES_IOCTL, &values)) {
		perror("value");
		exit(1);
	}
	return values.bits & 1;
}

int main(int argc, char **argv)
{
	struct gpio_v2_line_request request = {
		.num_lines = 1,
		.consumer = "toggle",
		.config.flags = GPIO_V2_LINE_FLAG_OUTPUT,
	};
	int fd;

	if (argc != 3)
		return 2;
	request.offsets[0] = atoi(argv[2]);
	fd = open(argv[1], O_RDWR);
	if (fd < 0 || ioctl(fd, GPIO_V2_GET_LINE_IOCTL, &request)) {
		perror(argv[1]);
		return 1;
	}
	for (int i = 0; i < 3; i++)
		printf("%d\n", value(request.fd, i % 2));
	return 0;
}
