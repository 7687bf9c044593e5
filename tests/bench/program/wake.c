// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A program that waits for the edges of a line, by the character device alone:
 *
 *	wake LABEL LINE PAD
 *
 * What passes from the pad's change until read() has returned, of one edge and
 * of both, and the shortest distance of two edges from which on both come, with
 * the right sense.
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include <linux/gpio.h>

#include "cdev.h"

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

	if (fd < 0 || write(fd, on, 6) != 6)
		err(1, "/dev/k210-costs");
	close(fd);
}

static int jig = -1;

static void ask(const char *text)
{
	ssize_t len = strlen(text);

	if (write(jig, text, len) != len)
		err(1, "the jig");
}

/* When the last of the jig's requests was done, in ns. */
static uint64_t done(void)
{
	char text[256], *last;
	ssize_t len = 0, more;

	while ((more = read(jig, text + len, sizeof(text) - 1 - len)) > 0)
		len += more;
	text[len] = '\0';
	last = strrchr(text, 'a'); /* of `at` */
	if (!last || strstr(text, "error"))
		errx(1, "the jig says %s", text);
	return strtoull(last + 3, NULL, 10);
}

static void drive_pad(unsigned int pad, int level)
{
	char text[32];

	snprintf(text, sizeof(text), "at 1 drive %u %d\n", pad, level);
	ask(text);
	usleep(PATIENCE_MS * 1000);
	done();
}

static int compare(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

/* From the edge until read() has returned, where the reader was asleep. */
static int wake(int line, unsigned int pad, int both)
{
	int samples[SAMPLES];

	for (int i = 0; i < SAMPLES; i++) {
		struct gpio_v2_line_event event;
		int level = both ? !(i & 1) : 1;
		uint64_t end;
		char text[32];

		snprintf(text, sizeof(text), "at %d drive %u %d\n", quiet(),
			 pad, level);
		ask(text);
		if (read(line, &event, sizeof(event)) != sizeof(event))
			err(1, "read");
		end = now();
		samples[i] = end - done();
		if (!both)
			drive_pad(pad, 0);
	}
	qsort(samples, SAMPLES, sizeof(*samples), compare);
	return samples[SAMPLES / 2];
}

static int comes(int line, unsigned int id)
{
	struct pollfd poller = { .fd = line, .events = POLLIN };
	struct gpio_v2_line_event event;

	return poll(&poller, 1, PATIENCE_MS) == 1 &&
	       read(line, &event, sizeof(event)) == sizeof(event) &&
	       event.id == id;
}

static void forget(int line)
{
	struct pollfd poller = { .fd = line, .events = POLLIN };
	struct gpio_v2_line_event event;

	while (poll(&poller, 1, PATIENCE_MS) == 1)
		if (read(line, &event, sizeof(event)) < 0)
			err(1, "read");
}

static int closest(int line, unsigned int pad)
{
	int worst = 0;

	for (int k = STRIDE; k < LONGEST; k += STRIDE) {
		int lead = quiet();
		char text[64];

		snprintf(text, sizeof(text),
			 "at %d drive %u 1\nat %d drive %u 0\n", lead, pad,
			 lead + k, pad);
		ask(text);
		if (!comes(line, GPIO_V2_LINE_EVENT_RISING_EDGE) ||
		    !comes(line, GPIO_V2_LINE_EVENT_FALLING_EDGE))
			worst = k;
		forget(line);
		done();
	}
	if (worst + STRIDE >= LONGEST)
		errx(1, "no distance is enough");
	return worst + STRIDE;
}

int main(int argc, char **argv)
{
	unsigned int number, pad;
	int line;

	if (argc != 4)
		errx(2, "usage: wake LABEL LINE PAD");
	number = atoi(argv[2]);
	pad = atoi(argv[3]);
	jig = open("/dev/k210-jig", O_RDWR | O_NONBLOCK);
	if (jig < 0)
		err(1, "the jig");
	hush("hush 1");
	drive_pad(pad, 0);

	line = cdev_request(argv[1], number, 1, RISING, 0);
	printf("wake-one %d\n", wake(line, pad, 0));
	close(line);
	line = cdev_request(argv[1], number, 1, BOTH, 0);
	printf("wake-both %d\n", wake(line, pad, 1));
	drive_pad(pad, 0);
	forget(line);
	printf("events %d\n", closest(line, pad));
	hush("hush 0");
	return 0;
}
