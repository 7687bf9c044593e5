// SPDX-License-Identifier: MIT
#include <linux/gpio.h>
#include <sys/ioctl.h>

#include "chips.h"
#include "harness.h"

struct k210_chip *chip_called(const char *id)
{
	static struct k210_chip *chips[2];
	struct k210_chip **chip = &chips[!strcmp(id, "gpio")];

	if (!*chip)
		CHECK_OK(k210_chip_open(chip, id));
	return *chip;
}

struct k210_lines *lines_of(const char *id, const struct k210_line_cfg *cfg,
			    size_t num)
{
	struct k210_lines *lines;

	CHECK_OK(k210_lines_request(&lines, chip_called(id), cfg, num, "case"));
	CHECK_STR(k210_errmsg(), "");
	return lines;
}

struct k210_line_info info_of(const char *id, unsigned int line)
{
	struct k210_line_info info = { .size = sizeof(info) };

	CHECK_OK(k210_line_info(chip_called(id), line, &info));
	CHECK_INT(info.line, line);
	return info;
}

int take_lines(const char *id, const unsigned int *offsets, int num,
	       uint64_t flags, const char *consumer)
{
	struct gpio_v2_line_request request = {
		.num_lines = num,
		.config.flags = flags,
	};

	memcpy(request.offsets, offsets, num * sizeof(*offsets));
	strcpy(request.consumer, consumer);
	CHECK_INT(ioctl(k210_chip_fd(chip_called(id)), GPIO_V2_GET_LINE_IOCTL,
			&request),
		  0);
	return request.fd;
}
