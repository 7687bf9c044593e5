// SPDX-License-Identifier: GPL-2.0-only
/*
 * How close edges may come. All of it without the kernel's timer and without
 * what an interrupt leaves for its end, which would be measured wherever they
 * come in between. The same holds for the pool of randomness, which arms a timer
 * at each 1024th interrupt and at one each second: it doesn't while the last one
 * hasn't come.
 */

#include <linux/bits.h>
#include <linux/bottom_half.h>
#include <linux/cleanup.h>
#include <linux/container_of.h>
#include <linux/err.h>
#include <linux/irq.h>
#include <linux/prandom.h>
#include <linux/slab.h>

#include "costs.h"
#include "matching.h"

#define LEAD		1000	/* instructions until the first edge */
#define SETTLE		6000	/* after an edge, for all that it leads to */
#define SHORTEST	20
#define LONGEST		5000
#define STRIDE		50
#define STEP		10
#define AROUND		2500	/* of a handler's end, what is looked at closely */
#define CLOSE		64
#define BATCH		400	/* edges that the jig is told of at once; even */
#define POOLED		2400	/* edges; half of them or all are interrupts */
#define EASE		2000	/* between two of which none is lost */
#define SEED		1

/*
 * One line whose pad changes. Times are in instructions after the request;
 * @ran_at has the lower half of what costs_stamp() was.
 */
struct edges {
	struct costs_user user;
	struct costs_jig jig;
	unsigned int pad;
	bool both;		/* falling ones are interrupts as well */
	bool high;		/* where the pad will be */
	u32 due;		/* when it will be so */
	u32 number;		/* of interrupts that are to come */
	u32 due_at[BATCH];
	u32 ran_at[2 * BATCH];
	bool unseen;		/* no run of the handler followed the last one */
	struct matching matching;
};

/* A handler that notes when it was entered. */
static irqreturn_t note(int irq, void *user)
{
	struct edges *edges = container_of(user, struct edges, user);
	u32 run = edges->user.runs;
	irqreturn_t ret = costs_handle(irq, user);

	if (run < ARRAY_SIZE(edges->ran_at))
		edges->ran_at[run] = edges->user.last;
	return ret;
}

/* The pad's next change comes so long after the last one. */
static void edges_add(struct edges *edges, u32 distance)
{
	edges->due += distance;
	edges->high = !edges->high;
	if (edges->high || edges->both)
		edges->due_at[edges->number++] = edges->due;
	costs_jig_add(&edges->jig, "at %u drive %u %d\n", edges->due,
		      edges->pad, edges->high);
}

/* How edges and runs of the handler go together. */
static void edges_match(struct edges *edges, u32 start)
{
	u32 runs = min_t(u32, edges->user.runs, ARRAY_SIZE(edges->ran_at));

	for (u32 run = 0; run < runs; run++)
		edges->ran_at[run] -= start;
	edges->matching = matching_find(edges->due_at, edges->number,
					edges->ran_at, runs);
	edges->matching.surplus += edges->user.runs - runs;
	edges->unseen = !runs || edges->ran_at[runs - 1] <
				 edges->due_at[edges->number - 1];
}

/*
 * Makes them, and waits for all that they lead to. Return: whether each had a
 * run of the handler, and each run an edge.
 */
static bool edges_make(struct edges *edges)
{
	u64 start;

	edges->user.runs = 0;
	costs_jig_ready(&edges->jig);
	start = costs_jig_go(&edges->jig);
	costs_spin(start + edges->due + SETTLE + 3 * edges->user.busy);
	costs_jig_drain(&edges->jig);
	edges_match(edges, start);
	edges->due = LEAD;
	edges->number = 0;
	return !edges->matching.lost && !edges->matching.surplus;
}

/* From here on nothing else comes in between. */
static void edges_quiet(struct edges *edges)
{
	local_bh_disable();
	costs_timer_off();
	for (int i = 1; i <= POOLED; i++) {
		edges_add(edges, EASE);
		if (i % BATCH == 0)
			edges_make(edges);
	}
}

static struct edges *edges_open(const char *label, unsigned int line,
				unsigned int pad, unsigned long type)
{
	struct edges *edges __free(kfree) = kzalloc(sizeof(*edges), GFP_KERNEL);
	int ret;

	if (!edges)
		return ERR_PTR(-ENOMEM);
	edges->pad = pad;
	edges->both = type == IRQ_TYPE_EDGE_BOTH;
	edges->due = LEAD;
	ret = costs_jig_open(&edges->jig);
	if (ret)
		return ERR_PTR(ret);
	costs_jig_drive(&edges->jig, pad, false);
	ret = costs_use(&edges->user, note, label, line, type);
	if (ret) {
		costs_jig_close(&edges->jig);
		return ERR_PTR(ret);
	}
	edges_quiet(edges);
	return_ptr(edges);
}

static void edges_close(struct edges *edges)
{
	costs_timer_on();
	local_bh_enable();
	costs_leave(&edges->user);
	costs_jig_drive(&edges->jig, edges->pad, false);
	costs_jig_close(&edges->jig);
	kfree(edges);
}

static bool is_pair_handled(struct edges *edges, u32 distance)
{
	edges_add(edges, 0);
	edges_add(edges, distance);
	return edges_make(edges);
}

/* Of rising edges alone: the pad falls in between, and behind them. */
static bool is_rising_pair_handled(struct edges *edges, u32 distance)
{
	edges_add(edges, 0);
	edges_add(edges, distance / 2);
	edges_add(edges, distance - distance / 2);
	edges_add(edges, SETTLE + 3 * edges->user.busy);
	return edges_make(edges);
}

/*
 * One distance of two is about the shortest, so that interrupts that are late
 * make others late.
 */
static bool is_stream_handled(struct edges *edges, u32 distance)
{
	struct rnd_state random;

	prandom_seed_state(&random, SEED);
	for (int i = 0; i < BATCH; i++) {
		u32 number = prandom_u32_state(&random);

		edges_add(edges, distance + (number & BIT(31) ?
					     number % CLOSE :
					     number % (3 * distance)));
	}
	return edges_make(edges);
}

/* The longest distance of these that isn't enough, or SO_FAR. */
static u32 longest_lost(struct edges *edges, u32 from, u32 to, u32 step,
			bool (*is_handled)(struct edges *edges, u32 distance),
			u32 so_far)
{
	for (u32 distance = from; distance < to; distance += step)
		if (!is_handled(edges, distance) && distance > so_far)
			so_far = distance;
	return so_far;
}

/*
 * From which distance on all are handled, to STEP instructions; -ERANGE if none
 * is enough. What is lost where the handler ends is looked for by STEP as well.
 */
static int shortest(struct edges *edges,
		    bool (*is_handled)(struct edges *edges, u32 distance))
{
	u32 busy = edges->user.busy, longest = busy + LONGEST;
	u32 stride = max(STRIDE, busy / 50);
	u32 lost;

	lost = longest_lost(edges, SHORTEST, longest, stride, is_handled, 0);
	if (busy > STRIDE)
		lost = longest_lost(edges, busy - STRIDE, busy + AROUND, STEP,
				    is_handled, lost);
	lost = longest_lost(edges, lost + STEP, lost + stride, STEP, is_handled,
			    lost);
	return lost + stride < longest ? lost + STEP : -ERANGE;
}

int costs_distance(const char *words, struct costs_answer *answer)
{
	unsigned int line, pad, busy;
	struct edges *edges;
	unsigned long type;
	char label[32];
	int ret;

	if (sscanf(words, "%31s %u %u %lu %u", label, &line, &pad, &type,
		   &busy) != 5 || busy > LONGEST * 10)
		return -EINVAL;
	edges = edges_open(label, line, pad, type);
	if (IS_ERR(edges))
		return PTR_ERR(edges);
	edges->user.busy = busy;
	ret = shortest(edges, edges->both ? is_pair_handled :
		       is_rising_pair_handled);
	edges_close(edges);
	if (ret < 0)
		return ret;
	costs_say(answer, "distance %d\n", ret);
	return 0;
}

int costs_stream(const char *words, struct costs_answer *answer)
{
	unsigned int line, pad;
	struct edges *edges;
	char label[32];
	int ret;

	if (sscanf(words, "%31s %u %u", label, &line, &pad) != 3)
		return -EINVAL;
	edges = edges_open(label, line, pad, IRQ_TYPE_EDGE_BOTH);
	if (IS_ERR(edges))
		return PTR_ERR(edges);
	ret = shortest(edges, is_stream_handled);
	edges_close(edges);
	if (ret < 0)
		return ret;
	costs_say(answer, "stream %d\n", ret);
	return 0;
}

int costs_losses(const char *words, struct costs_answer *answer)
{
	unsigned int line, pad, from, number;
	u32 lost = 0, surplus = 0;
	struct rnd_state random;
	struct edges *edges;
	char label[32];

	if (sscanf(words, "%31s %u %u %u %u", label, &line, &pad, &from,
		   &number) != 5 || from < SHORTEST || from > LONGEST)
		return -EINVAL;
	edges = edges_open(label, line, pad, IRQ_TYPE_EDGE_BOTH);
	if (IS_ERR(edges))
		return PTR_ERR(edges);
	prandom_seed_state(&random, SEED);
	for (u32 i = 1; i <= number; i++) {
		edges_add(edges, from + prandom_u32_state(&random) %
				 (3 * from));
		if (edges->number < BATCH && i < number)
			continue;
		edges_make(edges);
		lost += edges->matching.lost;
		surplus += edges->matching.surplus;
	}
	costs_say(answer, "lost %u\nsurplus %u\n", lost, surplus);
	edges_close(edges);
	return 0;
}

int costs_last(const char *words, struct costs_answer *answer)
{
	unsigned int line, pad, below, bursts, unseen = 0;
	struct rnd_state random;
	struct edges *edges;
	char label[32];

	if (sscanf(words, "%31s %u %u %u %u", label, &line, &pad, &below,
		   &bursts) != 5 || below <= SHORTEST || below > LONGEST)
		return -EINVAL;
	edges = edges_open(label, line, pad, IRQ_TYPE_EDGE_BOTH);
	if (IS_ERR(edges))
		return PTR_ERR(edges);
	prandom_seed_state(&random, SEED);
	for (u32 i = 0; i < bursts; i++) {
		for (u32 n = 2 + prandom_u32_state(&random) % 8; n; n--)
			edges_add(edges, SHORTEST +
				  prandom_u32_state(&random) %
				  (below - SHORTEST));
		edges_make(edges);
		unseen += edges->unseen;
	}
	costs_say(answer, "unseen %u\n", unseen);
	edges_close(edges);
	return 0;
}
