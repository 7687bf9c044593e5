// SPDX-License-Identifier: MIT
/*
 * Two threads, a hart for each, that want the same at the same time, again and
 * again; and one that claims without an end.
 *
 *	race NAME KIND ROUNDS	by the bridge of that name
 *				pads: claims of pads 21, 22 and 22, 23
 *				function: claims of one function on 21 and on 23
 *				line: a claim of 21, and a request of its line
 *				from the chip in use
 *				end: the end of a claim of 21, and another's
 *				start
 *				device: a claim of 23, and the binding of
 *				rival-leds, whose state has it
 *	cycle NAME		claims pads 21 and 22, changes, holds and
 *				releases them, closes the claim, and so on until
 *				the process is killed
 *
 * Of two one is to have it, and the other is to get nothing at all; afterwards
 * the pads are as before. A race answers how often the first and the second had
 * it, or what was wrong.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <linux/gpio.h>
#include <linux/k210-fpioa.h>

#include "script.h"

#define UART1_TX 65
#define UART2_TX 67

#define FIRST_PAD 21
#define PADS 3

/* The line that pad 21 carries after reset. */
#define LINE 5

#define DRIVER "/sys/bus/platform/drivers/leds-gpio/"

/* Smaller than by default: 8 MiB are there in all. */
#define STACK 16384

struct runner {
	int (*run)(const struct runner *runner);
	struct k210_fpioa_config configs[2];
	unsigned int num;
	unsigned int pad; /* which is whose who wins */
	int refusal;
	unsigned int late; /* how much later it may be than the other */
	const char *name;
	int fd;
	int error;
};

struct kind {
	const char *name;
	struct runner runners[2];
};

static struct runner runners[2];
static int bridge;
static int ending;
static cpu_set_t all_harts;
static atomic_uint arrived;
static atomic_uint rounds;

/* Nobody sleeps: they are to go on in the same instant. */
static void meet(unsigned int *meetings)
{
	unsigned int all = 2 * ++*meetings;

	atomic_fetch_add(&arrived, 1);
	while (atomic_load(&arrived) < all)
		;
}

static int claim_pads(const struct runner *runner)
{
	struct k210_fpioa_claim claim = {
		.configs = (uintptr_t)runner->configs,
		.num = runner->num,
		.config_size = sizeof(*runner->configs),
	};

	strcpy(claim.consumer, runner->name);
	return ioctl(bridge, K210_FPIOA_CLAIM, &claim) < 0 ? -1 : claim.fd;
}

static int request_line(const struct runner *runner)
{
	struct gpio_v2_line_request request = {
		.offsets = { LINE },
		.num_lines = 1,
		.config = { .flags = GPIO_V2_LINE_FLAG_INPUT },
	};

	strcpy(request.consumer, runner->name);
	return ioctl(chip_in_use(), GPIO_V2_GET_LINE_IOCTL, &request) < 0 ?
		       -1 :
		       request.fd;
}

static int write_rival(const char *path)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	ssize_t size = write(fd, "rival-leds", 10);
	int failure = errno;

	if (size < 0) {
		close(fd);
		errno = failure;
		return -1;
	}
	return fd;
}

static int bind_device(const struct runner *)
{
	return write_rival(DRIVER "bind");
}

static int end_claim(const struct runner *)
{
	close(ending);
	errno = 0;
	return -1;
}

#define ROUTED(number, to)                                                 \
	{                                                                  \
		.mask = K210_FPIOA_FUNCTION, .pad = number, .function = to \
	}
#define CLAIMS(...) \
	.run = claim_pads, .refusal = EBUSY, .configs = { __VA_ARGS__ }

static const struct kind kinds[] = {
	{ "pads",
	  { { CLAIMS({ .pad = 21 }, { .pad = 22 }), .num = 2, .pad = 22 },
	    { CLAIMS({ .pad = 22 }, { .pad = 23 }), .num = 2, .pad = 22 } } },
	{ "function",
	  { { CLAIMS(ROUTED(21, UART1_TX)), .num = 1, .pad = 21 },
	    { CLAIMS(ROUTED(23, UART1_TX)), .num = 1, .pad = 23 } } },
	{ "line",
	  { { CLAIMS(ROUTED(21, UART1_TX)), .num = 1, .pad = 21 },
	    { .run = request_line,
	      .pad = 21,
	      .refusal = ENXIO,
	      .late = 1000 } } },
	{ "end",
	  { { .run = end_claim,
	      .configs = { ROUTED(21, UART1_TX) },
	      .num = 1,
	      .pad = 21 },
	    { CLAIMS(ROUTED(21, UART2_TX)), .num = 1, .pad = 21 } } },
	{ "device",
	  { { CLAIMS({ .pad = 23 }), .num = 1, .pad = 23, .late = 5000 },
	    { .run = bind_device,
	      .num = 1,
	      .configs = { { .pad = 23 } },
	      .pad = 23,
	      .refusal = EINVAL,
	      .name = "rival-leds" } } },
	{ NULL, { { 0 } } }
};

/* One of the two, up to where all can be looked at. */
static void run(struct runner *runner, unsigned int round,
		unsigned int *meetings)
{
	unsigned int wait = 0;

	meet(meetings);
	/* Whoever is later in one round is earlier in another. */
	if (runner - runners == round / 128 % 2)
		wait = round % 128 * (runner->late ? runner->late : 1);
	while (wait--)
		atomic_signal_fence(memory_order_seq_cst);
	runner->fd = runner->run(runner);
	runner->error = runner->fd < 0 ? errno : 0;
	meet(meetings);
}

static void *run_second(void *)
{
	unsigned int meetings = 0;
	cpu_set_t cpus;

	CPU_ZERO(&cpus);
	CPU_SET(1, &cpus);
	sched_setaffinity(0, sizeof(cpus), &cpus);
	for (unsigned int i = 0; i < rounds; i++) {
		run(&runners[1], i, &meetings);
		meet(&meetings);
	}
	return NULL;
}

static void look(struct k210_fpioa_pad *pads)
{
	memset(pads, 0, PADS * sizeof(*pads));
	for (unsigned int i = 0; i < PADS; i++) {
		pads[i].pad = FIRST_PAD + i;
		ioctl(bridge, K210_FPIOA_GET_PAD, &pads[i]);
	}
}

static int has(const struct runner *runner, unsigned int pad)
{
	if (runner->fd < 0)
		return 0;
	for (unsigned int i = 0; i < runner->num; i++)
		if (runner->configs[i].pad == pad)
			return 1;
	return runner->pad == pad;
}

static int is_owner(const struct runner *runner)
{
	struct k210_fpioa_owner owner = { .pad = runner->pad };

	return !ioctl(bridge, K210_FPIOA_GET_OWNER, &owner) &&
	       !strcmp(runner->num ? owner.holder : owner.user, runner->name);
}

/* What is wrong while the winner has it, if anything. */
static const char *judge_race(void)
{
	struct k210_fpioa_pad now[PADS];

	if (runners[0].fd >= 0 && runners[1].fd >= 0)
		return "both have it";
	if (runners[0].fd < 0 && runners[1].fd < 0 && ending < 0)
		return "nobody has it";
	look(now);
	for (int i = 0; i < 2; i++) {
		if (runners[i].fd < 0 && runners[i].error != runners[i].refusal)
			return strerror(runners[i].error);
		if (runners[i].fd >= 0 && !is_owner(&runners[i]))
			return "another is told to have it";
	}
	for (int i = 0; i < PADS; i++)
		if (!now[i].state != !(has(&runners[0], now[i].pad) ||
				       has(&runners[1], now[i].pad)))
			return "who was refused has got something";
	return NULL;
}

/* And what is when nobody has it any more. */
static const char *judge_end(const struct k210_fpioa_pad *before)
{
	struct k210_fpioa_pad now[PADS];

	look(now);
	for (int i = 0; i < PADS; i++)
		if (now[i].word << 1 != before[i].word << 1 || now[i].state)
			return "a pad is not as before";
	return NULL;
}

static const char *run_round(unsigned int round, unsigned int *meetings,
			     unsigned int *wins)
{
	struct k210_fpioa_pad before[PADS];
	const char *wrong;

	look(before);
	ending = -1;
	if (runners[0].run == end_claim)
		ending = claim_pads(&runners[0]);
	run(&runners[0], round, meetings);
	wrong = judge_race();
	for (int i = 0; i < 2; i++)
		if (runners[i].fd >= 0) {
			wins[i]++;
			close(runners[i].fd);
			if (runners[i].run == bind_device)
				close(write_rival(DRIVER "unbind"));
		}
	return wrong ? wrong : judge_end(before);
}

static const char *run_rounds(unsigned int *wins)
{
	const char *wrong = NULL;
	unsigned int meetings = 0;
	pthread_attr_t attributes;
	pthread_t second;
	cpu_set_t cpus;

	CPU_ZERO(&cpus);
	CPU_SET(0, &cpus);
	sched_setaffinity(0, sizeof(cpus), &cpus);
	pthread_attr_init(&attributes);
	pthread_attr_setstacksize(&attributes, STACK);
	atomic_store(&arrived, 0);
	if (pthread_create(&second, &attributes, run_second, NULL))
		return "there is no thread";
	for (unsigned int i = 0; i < rounds; i++) {
		wrong = run_round(i, &meetings, wins);
		if (wrong)
			rounds = i + 1;
		meet(&meetings);
	}
	pthread_join(second, NULL);
	sched_setaffinity(0, sizeof(all_harts), &all_harts);
	return wrong;
}

static int race(char *words)
{
	const struct kind *kind = kinds;
	unsigned int wins[2] = { 0, 0 };
	const char *name, *wrong;

	bridge = named(cut_word(&words));
	name = cut_word(&words);
	rounds = atoi(words);
	while (kind->name && strcmp(kind->name, name))
		kind++;
	if (!kind->name) {
		errno = EINVAL;
		return -1;
	}
	memcpy(runners, kind->runners, sizeof(runners));
	runners[0].name = "first";
	if (!runners[1].name)
		runners[1].name = "second";
	sched_getaffinity(0, sizeof(all_harts), &all_harts);
	wrong = run_rounds(wins);
	if (wrong)
		printf("error after %u and %u: %s\n", wins[0], wins[1], wrong);
	else
		printf("%u %u\n", wins[0], wins[1]);
	return SAID;
}

static int cycle(char *name)
{
	static const struct runner runner = {
		.configs = { ROUTED(21, UART1_TX), { .pad = 22 } },
		.num = 2,
		.name = "cycle",
	};
	const struct k210_fpioa_config change = { .mask = K210_FPIOA_PULL,
						  .pad = 22,
						  .pull = K210_FPIOA_PULL_UP };
	struct k210_fpioa_configure configure = {
		.configs = (uintptr_t)&change,
		.num = 1,
		.config_size = sizeof(change),
	};
	struct k210_fpioa_hold hold = { .pads = 3 << 21, .levels = 1 << 21 };
	struct k210_fpioa_release release = { .pads = 1 << 21 };
	int fd;

	bridge = named(name);
	do {
		fd = claim_pads(&runner);
	} while (!ioctl(fd, K210_FPIOA_CONFIGURE, &configure) &&
		 !ioctl(fd, K210_FPIOA_HOLD, &hold) &&
		 !ioctl(fd, K210_FPIOA_RELEASE, &release) && !close(fd));
	return -1;
}

const struct verb race_verbs[] = { { "race", race },
				   { "cycle", cycle },
				   { NULL } };
