// SPDX-License-Identifier: MIT
#include <fcntl.h>
#include <linux/gpio.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cdev.h"
#include "count.h"

#define CHIPS 4

int cdev_chip(const char *label, char path[32])
{
	for (int i = 0; i < CHIPS; i++) {
		struct gpiochip_info info;
		char name[32];
		int chip;

		snprintf(name, sizeof(name), "/dev/gpiochip%d", i);
		chip = open(name, O_RDWR | O_CLOEXEC);
		if (chip < 0)
			continue;
		MUST(!ioctl(chip, GPIO_GET_CHIPINFO_IOCTL, &info));
		if (!strcmp(info.label, label)) {
			if (path)
				strcpy(path, name);
			return chip;
		}
		close(chip);
	}
	MUST(!"the chip is there");
	return -1;
}

int cdev_request(const char *label, int line, int num, uint64_t flags,
		 int events)
{
	struct gpio_v2_line_request request = {
		.consumer = "bench",
		.num_lines = num,
		.event_buffer_size = events,
		.config.flags = flags,
	};
	int chip = cdev_chip(label, NULL);

	for (int i = 0; i < num; i++)
		request.offsets[i] = num > 1 ? i : line;
	MUST(!ioctl(chip, GPIO_V2_GET_LINE_IOCTL, &request));
	close(chip);
	return request.fd;
}

void cdev_lower(const char *label, int line)
{
	close(cdev_request(label, line, 1, GPIO_V2_LINE_FLAG_OUTPUT, 0));
}
