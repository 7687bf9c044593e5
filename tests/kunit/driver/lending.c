// SPDX-License-Identifier: GPL-2.0-only
/*
 * Claims, lines and devices in sequences that nobody has thought of, against a
 * reference. A sequence is the same each time: its number tells all of it.
 */

#include <kunit/test.h>
#include <linux/string.h>

#include "reference.h"

#define SEQUENCES	100
#define STEPS		120
#define CLAIMS		4
#define PADS		(END_PAD - FIRST_PAD)

/**
 * struct lending - a sequence
 * @claiming: the driver's
 * @reference: how it is to be
 * @claims: the pads of each claim
 * @stray: of lines that were in use where they don't belong, the pad, else 0
 * @released: those of them that are to have been told that they left
 * @random: what tells all that follows
 */
struct lending {
	struct claiming *claiming;
	struct reference reference;
	u64 claims[CLAIMS];
	u8 stray[8];
	u32 released;
	u32 random;
};

/* From 0 to LIMIT - 1. */
static unsigned int draw(struct lending *lending, unsigned int limit)
{
	lending->random ^= lending->random << 13;
	lending->random ^= lending->random >> 17;
	lending->random ^= lending->random << 5;
	return (lending->random >> 8) % limit;
}

static unsigned int draw_pad(struct lending *lending)
{
	return FIRST_PAD + draw(lending, PADS);
}

static u64 draw_mask(struct lending *lending, u64 mask)
{
	return mask & ((u64)draw(lending, 1 << PADS) << FIRST_PAD);
}

static u8 draw_function(struct lending *lending)
{
	static const u8 others[] = { UART1_TX, RESV0, CONSTANT };
	unsigned int i = draw(lending, 8 + ARRAY_SIZE(others));

	return i < 8 ? HS(i) : others[i - 8];
}

static struct k210_settings draw_settings(struct lending *lending)
{
	static const struct k210_settings some[] = {
		{ }, PULL_UP, PULL_DOWN, { 0xf00, 0x200, 0 },
		{ 0x900000, 0x800000, 0 }, { 0x80000, 0x80000, 0 },
	};

	return some[draw(lending, ARRAY_SIZE(some))];
}

/* Changes of pads of MASK, no two of one pad or to one function. */
static unsigned int draw_changes(struct lending *lending, u64 mask,
				 struct k210_change *changes)
{
	unsigned int num = 0;

	for (unsigned int pad = FIRST_PAD; pad < END_PAD; pad++) {
		struct k210_change *change = &changes[num];

		if (!(mask & BIT_ULL(pad)))
			continue;
		memset(change, 0, sizeof(*change));
		change->pad = pad;
		change->routes = draw(lending, 4);
		if (change->routes)
			change->function = draw_function(lending);
		for (unsigned int i = 0; i < num; i++)
			if (changes[i].function == change->function &&
			    changes[i].routes)
				change->routes = false;
		if (!change->routes)
			change->function = 0;
		change->settings = draw_settings(lending);
		num++;
	}
	return num;
}

/* What the driver said is what it should have; refusals change nothing. */
static bool agree(struct kunit *test, struct lending *lending, bool good,
		  int ret)
{
	if (ret == (good ? 0 : -EBUSY)) {
		if (!good)
			claiming_expect_same(test, lending->claiming);
		return true;
	}
	KUNIT_FAIL(test, "%d, where it is %s", ret, good ? "good" : "bad");
	return false;
}

static bool claim(struct kunit *test, struct lending *lending)
{
	u64 *pads = &lending->claims[draw(lending, CLAIMS)];
	u64 mask = draw_mask(lending, draw_mask(lending, ~0ULL));
	struct k210_change changes[PADS];
	unsigned int num = draw_changes(lending, mask, changes);
	bool force = draw(lending, 2);
	bool good;

	if (!num || *pads)
		return true;
	good = reference_take(&lending->reference, force, false, num, changes);
	if (good)
		*pads = mask;
	return agree(test, lending, good,
		     claiming_claim(lending->claiming, force, num, changes));
}

static bool configure(struct kunit *test, struct lending *lending)
{
	u64 pads = lending->claims[draw(lending, CLAIMS)];
	struct k210_change changes[PADS];
	unsigned int num = draw_changes(lending, draw_mask(lending, pads),
					changes);
	bool force = draw(lending, 2);
	bool good = reference_take(&lending->reference, force, true, num,
				   changes);

	return agree(test, lending, good,
		     claiming_configure(lending->claiming, force, num,
					changes));
}

static bool end_claim(struct kunit *test, struct lending *lending, u64 *pads,
		      bool persist)
{
	u64 left = reference_end(&lending->reference, *pads, persist);
	u64 really = claiming_end(lending->claiming, *pads, persist);

	*pads = 0;
	KUNIT_EXPECT_EQ(test, left, really);
	return left == really;
}

static bool end(struct kunit *test, struct lending *lending)
{
	return end_claim(test, lending, &lending->claims[draw(lending, CLAIMS)],
			 false);
}

static bool end_and_persist(struct kunit *test, struct lending *lending)
{
	return end_claim(test, lending, &lending->claims[draw(lending, CLAIMS)],
			 true);
}

static bool release_left(struct kunit *test, struct lending *lending)
{
	u64 left = draw_mask(lending, lending->reference.left);

	return end_claim(test, lending, &left, false);
}

static bool hold(struct kunit *test, struct lending *lending)
{
	u64 pads = draw_mask(lending, lending->claims[draw(lending, CLAIMS)]);
	u64 high = draw_mask(lending, pads);
	bool outside = draw(lending, 2);

	if (draw(lending, 2)) {
		reference_hold(&lending->reference, pads, high);
		k210_claims_hold(&lending->claiming->pads, pads, high);
		return true;
	}
	high = outside ? pads & ~lending->reference.held : 0;
	high |= pads & lending->reference.high;
	lending->claiming->fpioa.outside = outside ? PULLS_HIGH : PULLS_LOW;
	reference_hold(&lending->reference, pads, high);
	k210_claims_hold_as_is(&lending->claiming->pads, pads);
	return true;
}

static bool release(struct kunit *test, struct lending *lending)
{
	u64 pads = draw_mask(lending, lending->claims[draw(lending, CLAIMS)]);

	reference_release(&lending->reference, pads);
	k210_claims_release(&lending->claiming->pads, pads);
	return true;
}

static void note_stray(struct lending *lending, unsigned int line)
{
	for (unsigned int pad = FIRST_PAD; pad < END_PAD; pad++)
		if ((lending->reference.word[pad] & 0xff) == HS(line) &&
		    (lending->reference.base[pad] & 0xff) != HS(line))
			lending->stray[line] = pad;
}

/* Which lines have left: those of a chip that leaves, and by themselves. */
static void expect_left(struct lending *lending, bool all)
{
	const struct reference *reference = &lending->reference;

	for (unsigned int line = 0; line < 8; line++) {
		unsigned int pad = lending->stray[line];

		if (!pad)
			continue;
		if (all || (reference->word[pad] & 0xff) != HS(line))
			lending->released |= BIT(line);
		else if ((reference->base[pad] & 0xff) != HS(line))
			continue;
		lending->stray[line] = 0;
	}
}

static bool use(struct kunit *test, struct lending *lending)
{
	unsigned int line = draw(lending, 8);
	bool good;

	if (lending->reference.users[line] == 2)
		return true;
	good = reference_use(&lending->reference, line);
	if (good)
		note_stray(lending, line);
	KUNIT_EXPECT_EQ(test, good ? 0 : -ENXIO,
			k210_pads_use(&lending->claiming->pads, HS(line)));
	return true;
}

static bool unuse(struct kunit *test, struct lending *lending)
{
	unsigned int line = draw(lending, 8);

	reference_unuse(&lending->reference, line);
	k210_pads_unuse(&lending->claiming->pads, HS(line));
	return true;
}

static bool detach(struct kunit *test, struct lending *lending)
{
	if (draw(lending, 4))
		return true;
	expect_left(lending, true);
	for (unsigned int line = 0; line < 8; line++) {
		reference_unuse(&lending->reference, line);
		reference_unuse(&lending->reference, line);
	}
	k210_pads_detach(&lending->claiming->pads, &lending->claiming->lines);
	k210_pads_attach(&lending->claiming->pads, &lending->claiming->lines);
	return true;
}

static bool reserve(struct kunit *test, struct lending *lending)
{
	struct reference *reference = &lending->reference;
	unsigned int pad = draw_pad(lending);

	if (reference->claimed & BIT_ULL(pad))
		return true;
	reference->device ^= BIT_ULL(pad);
	reference->granted = (reference->granted & ~BIT_ULL(pad)) |
			     (reference->device & BIT_ULL(pad));
	k210_pads_reserve(&lending->claiming->pads, pad,
			  reference->device & BIT_ULL(pad));
	return true;
}

static bool route(struct kunit *test, struct lending *lending)
{
	unsigned int pad = draw_pad(lending);
	u8 function = draw_function(lending);
	bool holding = draw(lending, 2);
	bool good = reference_route(&lending->reference, pad, function,
				    holding);

	return agree(test, lending, good,
		     k210_pads_route(&lending->claiming->pads, pad, function,
				     holding, &lending->claiming->blocker));
}

static bool set(struct kunit *test, struct lending *lending)
{
	struct k210_settings settings = draw_settings(lending);
	unsigned int pad = draw_pad(lending);
	bool good = reference_set(&lending->reference, pad, settings);

	return agree(test, lending, good,
		     claiming_set(lending->claiming, pad, settings));
}

static bool set_line(struct kunit *test, struct lending *lending)
{
	struct k210_settings settings = draw_settings(lending);
	unsigned int line = draw(lending, 8);
	bool good = reference_set_line(&lending->reference, line, settings);

	KUNIT_EXPECT_EQ(test, good ? 0 : -ENXIO,
			k210_pads_set_line(&lending->claiming->pads, HS(line),
					   &settings));
	return true;
}

/* The last pad that isn't as it should be, or 48. */
static unsigned int find_wrong(struct lending *lending)
{
	struct reference *reference = &lending->reference;
	unsigned int wrong = 48;

	for (unsigned int pad = 0; pad < 48; pad++) {
		u64 bit = BIT_ULL(pad);
		u32 word = reference->word[pad];

		if (claiming_word(lending->claiming, pad) != word ||
		    claiming_register(lending->claiming, pad) !=
		    (reference->held & bit ? reference->held_word[pad] : word) ||
		    claiming_state(lending->claiming, pad) !=
		    reference_state(reference, pad))
			wrong = pad;
	}
	return wrong;
}

/* Nothing of what happened is left but bases. */
static void finish(struct kunit *test, struct lending *lending)
{
	struct k210_pads *pads = &lending->claiming->pads;
	u64 left;

	for (int i = 0; i < CLAIMS; i++)
		end_claim(test, lending, &lending->claims[i], false);
	left = lending->reference.left;
	end_claim(test, lending, &left, false);
	for (unsigned int line = 0; line < 8; line++)
		for (unsigned int times = 0; times < 2; times++) {
			reference_unuse(&lending->reference, line);
			k210_pads_unuse(pads, HS(line));
		}
	for (unsigned int pad = FIRST_PAD; pad < END_PAD; pad++)
		if (lending->reference.device & BIT_ULL(pad))
			k210_pads_reserve(pads, pad, false);
	for (unsigned int pad = 0; pad < 48; pad++) {
		EXPECT_WORD(test, lending->claiming, pad,
			    lending->reference.base[pad]);
		KUNIT_EXPECT_EQ(test, 0U,
				claiming_state(lending->claiming, pad));
	}
}

static void start(struct lending *lending, unsigned int number)
{
	struct claiming *claiming = lending->claiming;

	for (unsigned int pad = 0; pad < 48; pad++)
		claiming->fpioa.registers.value[pad] = fpioa_reset_word(pad);
	claiming_start(claiming);
	claiming->pads.constant = number % 2 ? K210_CONSTANT_OUTPUT :
					       K210_CONSTANT_INPUT;
	memset(lending->claims, 0, sizeof(lending->claims));
	memset(lending->stray, 0, sizeof(lending->stray));
	reference_init(&lending->reference, number % 2);
	lending->random = number * 2654435761U + 1;
}

typedef bool step_t(struct kunit *test, struct lending *lending);

static step_t *const steps[] = {
	/* claims alone */
	claim, claim, configure, configure, end, hold, release,
	/* and lines */
	use, unuse, detach,
	/* and what is for good */
	end_and_persist, release_left, reserve, reserve, route, route, set,
	set_line,
};

static const struct world {
	const char *name;
	unsigned int steps;
} worlds[] = {
	{ "claims alone", 7 },
	{ "claims and lines", 10 },
	{ "claims, lines and devices", ARRAY_SIZE(steps) },
};

static void describe_world(const struct world *world, char *text)
{
	snprintf(text, KUNIT_PARAM_DESC_SIZE, "%s", world->name);
}

KUNIT_ARRAY_PARAM(world, worlds, describe_world);

static void run(struct kunit *test, unsigned int number)
{
	const struct world *world = test->param_value;
	struct lending *lending = test->priv;

	start(lending, number);
	for (unsigned int i = 0; i < STEPS; i++) {
		unsigned int which = draw(lending, world->steps);
		unsigned int wrong;
		bool good;

		claiming_remember(lending->claiming);
		lending->claiming->released = 0;
		lending->released = 0;
		good = steps[which](test, lending);
		wrong = find_wrong(lending);
		expect_left(lending, false);
		good &= lending->released == lending->claiming->released;
		if (good && wrong == 48)
			continue;
		KUNIT_FAIL(test, "sequence %u, step %u, of kind %u: pad %u",
			   number, i, which, wrong);
		return;
	}
	finish(test, lending);
}

static void pads_are_what_the_reference_has(struct kunit *test)
{
	const struct world *world = test->param_value;
	struct lending *lending = test->priv;

	for (unsigned int number = 0; number < SEQUENCES; number++) {
		run(test, number);
		if (world->steps <= 10)
			claiming_expect_start(test, lending->claiming);
	}
}

static int lending_init(struct kunit *test)
{
	struct lending *lending = kunit_kzalloc(test, sizeof(*lending),
						GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, lending);
	lending->claiming = claiming_alloc(test);
	test->priv = lending;
	return 0;
}

static struct kunit_case lending_cases[] = {
	KUNIT_CASE_PARAM(pads_are_what_the_reference_has, world_gen_params),
	{}
};

static struct kunit_suite lending_suite = {
	.name = "k210-lending",
	.init = lending_init,
	.test_cases = lending_cases,
};

kunit_test_suite(lending_suite);
