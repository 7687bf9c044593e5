// SPDX-License-Identifier: MIT
#include <fcntl.h>
#include <linux/gpio.h>
#include <linux/k210-fpioa.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "harness.h"
#include "pads.h"

int claim_for(const char *consumer, int pad, int func)
{
	struct k210_fpioa_config config = { .pad = pad };
	struct k210_fpioa_claim claim = {
		.configs = (uintptr_t)&config,
		.num = 1,
		.config_size = sizeof(config),
	};
	int fd = open("/dev/k210-fpioa", O_RDWR | O_CLOEXEC);

	if (func >= 0) {
		config.mask = K210_FPIOA_FUNCTION;
		config.function = func;
	}
	strcpy(claim.consumer, consumer);
	CHECK(fd >= 0);
	CHECK_INT(ioctl(fd, K210_FPIOA_CLAIM, &claim), 0);
	close(fd);
	return claim.fd;
}

int request_for(const char *consumer, unsigned int line)
{
	struct gpio_v2_line_request request = {
		.offsets = { line },
		.num_lines = 1,
	};
	int fd = open("/dev/gpiochip0", O_RDWR | O_CLOEXEC);

	strcpy(request.consumer, consumer);
	CHECK(fd >= 0);
	CHECK_INT(ioctl(fd, GPIO_V2_GET_LINE_IOCTL, &request), 0);
	close(fd);
	return request.fd;
}

static struct k210_pad before[8];
static int count;

static void undo(void)
{
	const uint32_t all =
		(K210_PAD_OUTPUT_INVERT * 2 - 1) & ~K210_PAD_DRIVE_UA;

	while (count--)
		k210_pad_set(before[count].pad, &before[count], all);
}

void put_back(int pad)
{
	CHECK(count < 8);
	before[count].size = sizeof(before[count]);
	CHECK_OK(k210_pad_get(pad, &before[count]));
	count++;
	at_case_end(undo);
}

int first_free_fd(void)
{
	int fd;

	/* The library's own for /dev/k210-fpioa stays open. */
	CHECK_OK(k210_fpioa_func_of(0));
	fd = dup(0);
	close(fd);
	return fd;
}

struct k210_pin *open_pin(const char *name, const struct k210_pin_cfg *cfg)
{
	struct k210_pin *p = NULL;

	CHECK_OK(k210_pin_open(&p, name, cfg));
	CHECK(p);
	return p;
}
