// SPDX-License-Identifier: MIT
/*
 * hold PAD LEVEL: claims a pad as it is, and holds it at a level until stdin
 * ends.
 */
#include <err.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>

#include <linux/k210-fpioa.h>

int main(int argc, char **argv)
{
	struct k210_fpioa_config config = { 0 };
	struct k210_fpioa_claim claim = {
		.configs = (uintptr_t)&config,
		.num = 1,
		.config_size = sizeof(config),
		.consumer = "holder",
	};
	struct k210_fpioa_hold hold = { 0 };
	int fd = open("/dev/k210-fpioa", O_RDWR | O_CLOEXEC);

	if (argc != 3)
		errx(2, "usage: hold PAD LEVEL");
	if (fd < 0)
		err(1, "/dev/k210-fpioa");
	config.pad = atoi(argv[1]);
	hold.pads = 1ULL << config.pad;
	hold.levels = atoi(argv[2]) ? hold.pads : 0;
	if (ioctl(fd, K210_FPIOA_CLAIM, &claim))
		err(1, "claiming IO%u", config.pad);
	if (ioctl(claim.fd, K210_FPIOA_HOLD, &hold))
		err(1, "holding IO%u", config.pad);
	while (getchar() != EOF)
		;
	return 0;
}
