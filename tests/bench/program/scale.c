// SPDX-License-Identifier: MIT
/*
 * What one of many costs: lines that are written and read together, events that
 * are queued, claims that there are, watchers that are told of a change.
 */
#include <fcntl.h>
#include <k210gpio.h>
#include <linux/k210-fpioa.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "count.h"
#include "jig.h"
#include "where.h"

#define GPIO_LINES 8
#define QUEUED 1024
#define FEW_TIMES 5
#define SOME_CLAIMS 8
#define WATCHED 30 /* a pad */
#define WATCHERS 100

static struct k210_lines *lines[2];
static struct k210_pin *pin;
static struct k210_event events[EVENTS];
static int queued;

static int bridge;
static int pads[K210_FPIOA_PADS];
static int fds[K210_FPIOA_PADS];
static int num_pads;

static int watches[WATCHERS];
static int num_watches;

static void tell(const char *what, int num, uint64_t cost)
{
	char name[32];

	snprintf(name, sizeof(name), "%s/%d", what, num);
	count_tell(name, cost);
}

static uint64_t levels; /* other ones each time */

static int write_all(void)
{
	levels = ~levels;
	for (int i = 0; i < 2 && lines[i]; i++) {
		uint64_t mask = ~0ULL >> (64 - k210_lines_count(lines[i]));

		k210_lines_set(lines[i], &mask, &levels);
	}
	return 0;
}

static int read_all(void)
{
	uint64_t bits;

	for (int i = 0; i < 2 && lines[i]; i++)
		k210_lines_get(lines[i], &bits);
	return 0;
}

static struct k210_lines *take_lines(const char *id, int num)
{
	unsigned int offsets[LINES];
	struct k210_lines *taken;
	struct k210_chip *chip;

	for (int i = 0; i < num; i++)
		offsets[i] = i;
	MUST(!k210_chip_open(&chip, id));
	MUST(!k210_lines_request_simple(&taken, chip, offsets, num, K210_OUT, 0,
					0, "bench"));
	k210_chip_close(chip);
	return taken;
}

static void scale_lines(int num)
{
	lines[0] = take_lines("gpiohs", num < LINES ? num : LINES);
	lines[1] = num > LINES ? take_lines("gpio", num - LINES) : NULL;
	tell("write", num, count_cost(COUNT_TIMES, NULL, write_all));
	tell("read", num, count_cost(COUNT_TIMES, NULL, read_all));
	k210_lines_close(lines[0]);
	k210_lines_close(lines[1]);
}

static void make_edges(void)
{
	jig_edges(EVENT_PAD, queued);
}

static int read_events(void)
{
	for (int left = queued; left > 0;) {
		int got = k210_pin_read_events(pin, events, EVENTS);

		MUST(got > 0);
		left -= got;
	}
	return 0;
}

static void scale_events(int num)
{
	const struct k210_pin_cfg input = {
		.size = sizeof(input),
		.mode = K210_IN,
		.trigger = K210_BOTH,
		.events = QUEUED,
	};

	MUST(!k210_pin_open(&pin, "gpiohs:9", &input));
	queued = num;
	tell("events", num, count_cost(FEW_TIMES, make_edges, read_events));
	k210_pin_close(pin);
	jig_leave(EVENT_PAD);
}

/* A pad alone, as it is: the claim, or negative. */
static int claim(int pad)
{
	struct k210_fpioa_config config = { .pad = pad };
	struct k210_fpioa_claim claim = {
		.configs = (uintptr_t)&config,
		.num = 1,
		.config_size = sizeof(config),
		.consumer = "bench",
	};

	return ioctl(bridge, K210_FPIOA_CLAIM, &claim) ? -1 : claim.fd;
}

static int claim_all(void)
{
	for (int i = 0; i < num_pads; i++)
		fds[i] = claim(pads[i]);
	for (int i = 0; i < num_pads; i++)
		close(fds[i]);
	return 0;
}

/* Pads that devices have can't be claimed. */
static void find_pads(void)
{
	for (int pad = 0; pad < K210_FPIOA_PADS; pad++) {
		int fd = claim(pad);

		if (fd < 0)
			continue;
		close(fd);
		pads[num_pads++] = pad;
	}
}

static void count_claims(int num)
{
	num_pads = num;
	tell("claims", num, count_cost(COUNT_TIMES, NULL, claim_all));
}

static void scale_claims(void)
{
	find_pads();
	MUST(num_pads > SOME_CLAIMS);
	count_claims(num_pads);
	count_claims(SOME_CLAIMS);
	count_claims(1);
}

static void configure(int pull)
{
	struct k210_fpioa_config config = {
		.mask = K210_FPIOA_PULL,
		.pad = WATCHED,
		.pull = pull,
	};
	struct k210_fpioa_configure request = {
		.configs = (uintptr_t)&config,
		.num = 1,
		.config_size = sizeof(config),
	};

	MUST(!ioctl(fds[0], K210_FPIOA_CONFIGURE, &request));
}

static int change(void)
{
	configure(K210_FPIOA_PULL_UP);
	return 0;
}

/* All have been told of all that was. */
static void unchange(void)
{
	struct k210_fpioa_event told[4];

	configure(K210_FPIOA_PULL_NONE);
	for (int i = 0; i < num_watches; i++)
		MUST(read(watches[i], told, sizeof(told)) > 0);
}

static void watch(void)
{
	struct k210_fpioa_watch request = {
		.pads = 1ULL << WATCHED,
		.num_events = 4,
	};
	int fd = open("/dev/k210-fpioa", O_RDWR | O_CLOEXEC | O_NONBLOCK);

	MUST(fd >= 0 && !ioctl(fd, K210_FPIOA_WATCH, &request));
	watches[num_watches++] = fd;
}

static void count_watchers(int num)
{
	while (num_watches < num)
		watch();
	tell("watchers", num, count_cost(COUNT_TIMES, unchange, change));
}

static void scale_watchers(void)
{
	fds[0] = claim(WATCHED);
	MUST(fds[0] >= 0);
	count_watchers(0);
	count_watchers(1);
	count_watchers(WATCHERS / 10);
	count_watchers(WATCHERS);
}

int main(void)
{
	bridge = open("/dev/k210-fpioa", O_RDWR | O_CLOEXEC);
	MUST(bridge >= 0);
	scale_lines(1);
	scale_lines(8);
	scale_lines(32);
	scale_lines(40);
	scale_events(1);
	scale_events(EVENTS);
	scale_events(QUEUED);
	scale_claims();
	scale_watchers();
	return 0;
}
