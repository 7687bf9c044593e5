// SPDX-License-Identifier: GPL-2.0-only
/* What interrupts cost, with an empty handler. */

#include <linux/gpio/driver.h>
#include <linux/irq.h>
#include <linux/irqflags.h>
#include <linux/slab.h>

#include "costs.h"

#define SAMPLES		32
#define LINES		40	/* of all chips */

/* Drives a pad; the instructions until that is over with all it led to. */
static u32 drive_once(struct costs_jig *jig, unsigned int pad, bool high,
		      u64 *when)
{
	u64 end;

	costs_jig_add(jig, "drive %u %d\n", pad, high);
	costs_jig_ready(jig);
	costs_timer_off();
	*when = costs_jig_go(jig);
	end = costs_stamp();
	costs_timer_on();
	costs_jig_drain(jig);
	return end - *when;
}

struct samples {
	u32 whole[SAMPLES];
	u32 entry[SAMPLES];
};

/* False where one edge wasn't one run of the handler. */
static bool take(struct costs_user *user, struct costs_jig *jig,
		 unsigned int pad, bool both, struct samples *samples)
{
	u64 when;

	for (int i = 0; i < SAMPLES; i++) {
		bool high = !both || !(i & 1);
		u32 nothing;

		costs_jig_drive(jig, pad, !high);
		nothing = drive_once(jig, pad, !high, &when);
		user->runs = 0;
		samples->whole[i] = drive_once(jig, pad, high, &when) - nothing;
		samples->entry[i] = user->last - when;
		if (user->runs != 1)
			return false;
	}
	return true;
}

static int count(struct costs_jig *jig, unsigned int pad, const char *block,
		 u32 *accesses)
{
	u32 before;
	int ret;

	costs_jig_drive(jig, pad, false);
	ret = costs_jig_count(jig, block, &before);
	if (ret)
		return ret;
	costs_jig_drive(jig, pad, true);
	ret = costs_jig_count(jig, block, accesses);
	if (!ret)
		*accesses -= before;
	return ret;
}

static int measure(struct costs_user *user, struct costs_jig *jig,
		   unsigned int pad, bool both, const char *block,
		   struct costs_answer *answer)
{
	struct samples *samples __free(kfree) = kzalloc(sizeof(*samples),
							GFP_KERNEL);
	u32 of_block, of_plic;
	int ret;

	if (!samples)
		return -ENOMEM;
	if (!take(user, jig, pad, both, samples))
		return -EIO;
	ret = count(jig, pad, block, &of_block);
	if (!ret)
		ret = count(jig, pad, "plic", &of_plic);
	if (ret)
		return ret;
	costs_say(answer, "first %u\n", samples->whole[0]);
	costs_say(answer, "whole %u\nentry %u\nblock %u\nplic %u\n",
		  costs_median(samples->whole, SAMPLES),
		  costs_median(samples->entry, SAMPLES), of_block, of_plic);
	return 0;
}

/*
 * A user before the one that is measured. Its interrupt, the machine's first
 * maybe, has the pool of randomness arm its timer.
 */
static int go_before(const char *label, unsigned int line, struct costs_jig *jig,
		     unsigned int pad, unsigned long type)
{
	struct costs_user user;
	int ret = costs_use(&user, costs_handle, label, line, type);

	if (ret)
		return ret;
	costs_jig_drive(jig, pad, true);
	costs_jig_drive(jig, pad, false);
	costs_leave(&user);
	return 0;
}

int costs_interrupt(const char *words, struct costs_answer *answer)
{
	unsigned int line, pad;
	char label[32], block[16];
	struct costs_user user;
	struct costs_jig jig;
	unsigned long type;
	int ret;

	if (sscanf(words, "%31s %u %u %lu %15s", label, &line, &pad, &type,
		   block) != 5)
		return -EINVAL;
	ret = costs_jig_open(&jig);
	if (ret)
		return ret;
	costs_jig_drive(&jig, pad, false);
	ret = go_before(label, line, &jig, pad, type);
	if (!ret)
		ret = costs_use(&user, costs_handle, label, line, type);
	if (!ret) {
		ret = measure(&user, &jig, pad, type == IRQ_TYPE_EDGE_BOTH,
			      block, answer);
		costs_leave(&user);
	}
	costs_jig_drive(&jig, pad, false);
	costs_jig_close(&jig);
	return ret;
}

/* Lines whose edges come at once. */
struct crowd {
	struct costs_user users[LINES];
	unsigned int pads[LINES];
	unsigned int number;
};

static int join(struct crowd *crowd, const char *label, unsigned int lines,
		unsigned int pad)
{
	for (unsigned int line = 0; line < lines; line++) {
		int ret;

		if (crowd->number == LINES)
			return -EINVAL;
		crowd->pads[crowd->number] = pad + line;
		ret = costs_use(&crowd->users[crowd->number], costs_handle,
				label, line, IRQ_TYPE_EDGE_RISING);
		if (ret)
			return ret;
		crowd->number++;
	}
	return 0;
}

static void drive_all(struct crowd *crowd, struct costs_jig *jig, bool high)
{
	for (unsigned int i = 0; i < crowd->number; i++)
		costs_jig_add(jig, "drive %u %d\n", crowd->pads[i], high);
	costs_jig_ready(jig);
	costs_jig_go(jig);
}

/* The instructions that all interrupts that are due take. */
static u32 serve(void)
{
	u64 start, end;

	start = costs_stamp();
	local_irq_enable();
	end = costs_stamp();
	return end - start;
}

static u32 serve_all(struct crowd *crowd, struct costs_jig *jig)
{
	u32 nothing, all;

	drive_all(crowd, jig, false);
	costs_jig_drain(jig);
	for (unsigned int i = 0; i < crowd->number; i++)
		crowd->users[i].runs = 0;

	costs_timer_off();
	local_irq_disable();
	nothing = serve();
	local_irq_disable();
	drive_all(crowd, jig, true);
	all = serve();
	costs_timer_on();
	costs_jig_drain(jig);
	return all - nothing;
}

static int measure_crowd(struct crowd *crowd, struct costs_jig *jig,
			 struct costs_answer *answer)
{
	u32 samples[SAMPLES];

	for (int i = 0; i < SAMPLES; i++) {
		samples[i] = serve_all(crowd, jig);
		for (unsigned int n = 0; n < crowd->number; n++)
			if (crowd->users[n].runs != 1)
				return -EIO;
	}
	costs_say(answer, "together %u\n", costs_median(samples, SAMPLES));
	return 0;
}

int costs_together(const char *words, struct costs_answer *answer)
{
	struct crowd *crowd __free(kfree) = kzalloc(sizeof(*crowd),
						    GFP_KERNEL);
	unsigned int lines[2], pads[2];
	char labels[2][32];
	struct costs_jig jig;
	int parts, ret;

	parts = sscanf(words, "%31s %u %u %31s %u %u", labels[0], &lines[0],
		       &pads[0], labels[1], &lines[1], &pads[1]);
	if (parts != 3 && parts != 6)
		return -EINVAL;
	if (!crowd)
		return -ENOMEM;
	ret = costs_jig_open(&jig);
	if (ret)
		return ret;
	for (int i = 0; i < parts / 3 && !ret; i++)
		ret = join(crowd, labels[i], lines[i], pads[i]);
	if (!ret)
		ret = measure_crowd(crowd, &jig, answer);
	drive_all(crowd, &jig, false);
	while (crowd->number)
		costs_leave(&crowd->users[--crowd->number]);
	costs_jig_drain(&jig);
	costs_jig_close(&jig);
	return ret;
}
