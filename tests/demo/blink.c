// SPDX-License-Identifier: MIT
/*
 * Blinks LED_R and reports two edges of BOOT_KEY, on a Maix Bit, with nothing
 * but the kernel's GPIO interface. Both are active low.
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include <linux/gpio.h>

#define BLINKS 3

static void sleep_ms(long ms)
{
	struct timespec time = { ms / 1000, ms % 1000 * 1000000 };

	nanosleep(&time, NULL);
}

/* A descriptor for one line of a chip. */
static int request(const char *chip, unsigned int line, uint64_t flags)
{
	struct gpio_v2_line_request request = {
		.offsets = { line },
		.num_lines = 1,
		.consumer = "blink",
		.config.flags = flags | GPIO_V2_LINE_FLAG_ACTIVE_LOW,
	};
	int fd = open(chip, O_RDWR);

	if (fd < 0 || ioctl(fd, GPIO_V2_GET_LINE_IOCTL, &request)) {
		perror(chip);
		exit(1);
	}
	close(fd);
	return request.fd;
}

static void set(int fd, int active)
{
	struct gpio_v2_line_values values = { .bits = active, .mask = 1 };

	if (ioctl(fd, GPIO_V2_LINE_SET_VALUES_IOCTL, &values)) {
		perror("set");
		exit(1);
	}
}

static const char *next_event(int fd)
{
	struct gpio_v2_line_event event;

	if (read(fd, &event, sizeof(event)) != sizeof(event)) {
		perror("event");
		exit(1);
	}
	return event.id == GPIO_V2_LINE_EVENT_RISING_EDGE ? "rising" :
							    "falling";
}

int main(void)
{
	int led = request("/dev/gpiochip1", 5, GPIO_V2_LINE_FLAG_OUTPUT);
	int key = request("/dev/gpiochip0", 0,
			  GPIO_V2_LINE_FLAG_INPUT |
				  GPIO_V2_LINE_FLAG_EDGE_RISING |
				  GPIO_V2_LINE_FLAG_EDGE_FALLING |
				  GPIO_V2_LINE_FLAG_BIAS_PULL_UP);

	setbuf(stdout, NULL);
	puts("@ blink");
	for (int i = 0; i < 2 * BLINKS; i++) {
		set(led, !(i % 2));
		sleep_ms(100);
	}

	puts("@ monitor");
	puts("listening");
	puts(next_event(key));
	puts(next_event(key));
	return 0;
}
