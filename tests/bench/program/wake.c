// SPDX-License-Identifier: MIT
/*
 * A program that waits for the edges of a line, by the character device alone:
 *
 *	wake LABEL LINE PAD
 *
 * What passes from the pad's change until read() has returned, of one edge and
 * of both, and the shortest distance of two edges from which on both come, with
 * the right sense.
 */
#include <fcntl.h>
#include <linux/gpio.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "cdev.h"
#include "count.h"
#include "jig.h"

#define RISING (GPIO_V2_LINE_FLAG_INPUT | GPIO_V2_LINE_FLAG_EDGE_RISING)
#define BOTH (RISING | GPIO_V2_LINE_FLAG_EDGE_FALLING)

#define SAMPLES 31
#define TICK_NS 4000000 /* of the kernel's timer, by CONFIG_HZ=250 */
#define PATIENCE_MS 8
#define LONGEST 8000
#define STRIDE 50

/* Virtual time in ns. An instruction takes one, idling takes some as well. */
static uint64_t now(void)
{
	uint64_t cycles;

	asm volatile("rdcycle %0" : "=r"(cycles));
	return cycles;
}

/*
 * How long until the middle between two of the kernel's ticks, which would be
 * measured too; the reader has fallen asleep by then.
 */
static int quiet(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return TICK_NS * 3 / 2 - time.tv_nsec % TICK_NS;
}

/* The jig's answers make no interrupts beside those that are measured. */
static void hush(const char *on)
{
	int fd = open("/dev/k210-costs", O_WRONLY);

	MUST(write(fd, on, 6) == 6);
	close(fd);
}

/* The kernel has seen it when it returns. */
static void drive_pad(int pad, int level)
{
	jig_drive(pad, level);
	usleep(PATIENCE_MS * 1000);
}

/* From the edge until read() has returned, where the reader was asleep. */
static uint64_t wake(int line, int pad, bool both)
{
	uint64_t samples[SAMPLES];

	for (int i = 0; i < SAMPLES; i++) {
		struct gpio_v2_line_event event;
		int level = both ? !(i & 1) : 1;
		uint64_t end;

		jig_drive_after(quiet(), pad, level);
		MUST(read(line, &event, sizeof(event)) == sizeof(event));
		end = now();
		samples[i] = end - jig_done();
		MUST(event.id == (level ? GPIO_V2_LINE_EVENT_RISING_EDGE :
					  GPIO_V2_LINE_EVENT_FALLING_EDGE));
		if (!both)
			drive_pad(pad, 0);
	}
	return count_median(samples, SAMPLES);
}

static bool comes(int line, struct gpio_v2_line_event *event)
{
	struct pollfd poller = { .fd = line, .events = POLLIN };

	if (poll(&poller, 1, PATIENCE_MS) != 1)
		return false;
	MUST(read(line, event, sizeof(*event)) == sizeof(*event));
	return true;
}

static bool comes_as(int line, unsigned int id)
{
	struct gpio_v2_line_event event;

	return comes(line, &event) && event.id == id;
}

static void forget(int line)
{
	struct gpio_v2_line_event event;

	while (comes(line, &event))
		;
}

static int closest(int line, int pad)
{
	int worst = 0;

	for (int k = STRIDE; k < LONGEST; k += STRIDE) {
		jig_pulse_after(quiet(), pad, k);
		if (!comes_as(line, GPIO_V2_LINE_EVENT_RISING_EDGE) ||
		    !comes_as(line, GPIO_V2_LINE_EVENT_FALLING_EDGE))
			worst = k;
		forget(line);
		jig_done();
		jig_done();
	}
	MUST(worst + STRIDE < LONGEST);
	return worst + STRIDE;
}

int main(int argc, char **argv)
{
	int number, pad, line;

	MUST(argc == 4);
	number = atoi(argv[2]);
	pad = atoi(argv[3]);
	hush("hush 1");
	drive_pad(pad, 0);

	line = cdev_request(argv[1], number, 1, RISING, 0);
	printf("wake-one %d\n", (int)wake(line, pad, false));
	close(line);
	line = cdev_request(argv[1], number, 1, BOTH, 0);
	printf("wake-both %d\n", (int)wake(line, pad, true));
	drive_pad(pad, 0);
	forget(line);
	printf("events %d\n", closest(line, pad));
	hush("hush 0");
	return 0;
}
