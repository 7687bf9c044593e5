// SPDX-License-Identifier: GPL-2.0-only
/* What the bridge and pinctrl core do around claims: claiming.h. */

#include <kunit/test.h>
#include <linux/container_of.h>
#include <linux/overflow.h>
#include <linux/string.h>

#include "claiming.h"
#include "pads-locked.h"

static void note_release(struct k210_pads_lines *lines, unsigned int line)
{
	container_of(lines, struct claiming, lines)->released |= BIT(line);
}

/* No test uses any, so it shows as one that there isn't. */
static void note_other_release(struct k210_pads_lines *lines, unsigned int line)
{
	container_of(lines, struct claiming, others)->released = ~0;
}

void claiming_start(struct claiming *claiming)
{
	memset(&claiming->pads, 0, sizeof(claiming->pads));
	k210_pads_init(&claiming->pads, claiming->fpioa.registers.hook.base);
	claiming->lines = (struct k210_pads_lines) {
		.function = HS(0), .num = 32, .release = note_release,
	};
	claiming->others = (struct k210_pads_lines) {
		.function = 56, .num = 8, .release = note_other_release,
	};
	k210_pads_attach(&claiming->pads, &claiming->lines);
	k210_pads_attach(&claiming->pads, &claiming->others);
}

struct claiming *claiming_alloc(struct kunit *test)
{
	struct claiming *claiming = kunit_kzalloc(test, sizeof(*claiming),
						  GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, claiming);
	claiming->changes =
		kunit_kzalloc(test, struct_size(claiming->changes, change, 48),
			      GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, claiming->changes);
	fpioa_model_init(test, &claiming->fpioa);
	claiming_start(claiming);
	registers_forget(&claiming->fpioa.registers);
	return claiming;
}

int claiming_init(struct kunit *test)
{
	test->priv = claiming_alloc(test);
	return 0;
}

static const struct k210_changes *
changes_of(struct claiming *claiming, bool force, unsigned int num,
	   const struct k210_change *changes)
{
	struct k210_changes *all = claiming->changes;

	all->force = force;
	all->pads = 0;
	all->num = num;
	for (unsigned int i = 0; i < num; i++) {
		all->change[i] = changes[i];
		all->pads |= BIT_ULL(changes[i].pad);
	}
	return all;
}

static void reserve(struct claiming *claiming, u64 mask, bool reserved)
{
	for (unsigned int pad = 0; pad < 48; pad++)
		if (mask & BIT_ULL(pad))
			k210_pads_reserve(&claiming->pads, pad, reserved);
}

/* Gives pads back to pinctrl core. */
void claiming_take_back(struct claiming *claiming, u64 mask)
{
	reserve(claiming, mask, false);
	k210_claims_cancel(&claiming->pads, mask);
}

int claiming_claim(struct claiming *claiming, bool force, unsigned int num,
		   const struct k210_change *changes)
{
	const struct k210_changes *all =
		changes_of(claiming, force, num, changes);
	int ret = k210_claims_prepare(&claiming->pads, all);

	if (ret)
		return ret;
	reserve(claiming, all->pads, true);
	ret = k210_claims_take(&claiming->pads, all);
	if (ret)
		claiming_take_back(claiming, all->pads);
	return ret;
}

int claiming_configure(struct claiming *claiming, bool force, unsigned int num,
		       const struct k210_change *changes)
{
	return k210_claims_configure(&claiming->pads,
				     changes_of(claiming, force, num, changes));
}

/* The pads that stay claimed. */
u64 claiming_end(struct claiming *claiming, u64 mask, bool persist)
{
	u64 left = k210_claims_end(&claiming->pads, mask, persist);

	claiming_take_back(claiming, mask & ~left);
	return left;
}

/* As the state of a device that holds nothing. */
int claiming_route(struct claiming *claiming, unsigned int pad, u8 function)
{
	return k210_pads_route(&claiming->pads, pad, function, false,
			       &claiming->blocker);
}

int claiming_set(struct claiming *claiming, unsigned int pad,
		 struct k210_settings settings)
{
	return k210_pads_set(&claiming->pads, pad, &settings);
}

u32 claiming_word(struct claiming *claiming, unsigned int pad)
{
	return k210_pads_word(&claiming->pads, pad);
}

u32 claiming_register(struct claiming *claiming, unsigned int pad)
{
	return claiming->fpioa.registers.value[pad];
}

u32 claiming_state(struct claiming *claiming, unsigned int pad)
{
	return k210_pad_state(&claiming->pads, pad);
}

void claiming_expect_word(struct kunit *test, struct claiming *claiming,
			  unsigned int pad, u32 word, int line)
{
	KUNIT_EXPECT_EQ_MSG(test, word, claiming_word(claiming, pad),
			    "pad %u, line %d", pad, line);
	KUNIT_EXPECT_EQ_MSG(test, word, claiming_register(claiming, pad),
			    "pad %u, line %d", pad, line);
}

void claiming_remember(struct claiming *claiming)
{
	memcpy(&claiming->before, &claiming->pads, sizeof(claiming->before));
	registers_forget(&claiming->fpioa.registers);
}

/* Since it was remembered; a lock may count how often it was taken. */
void claiming_expect_same(struct kunit *test, struct claiming *claiming)
{
	size_t start = offsetof(struct k210_pads, word);

	EXPECT_NO_WRITES(test, &claiming->fpioa.registers);
	KUNIT_EXPECT_EQ(test, 0, memcmp((char *)&claiming->before + start,
					(char *)&claiming->pads + start,
					sizeof(claiming->pads) - start));
}

/* All pads are as out of reset, and free. */
void claiming_expect_start(struct kunit *test, struct claiming *claiming)
{
	for (unsigned int pad = 0; pad < 48; pad++) {
		u32 word = fpioa_reset_word(pad);

		KUNIT_EXPECT_EQ_MSG(test, word, claiming_word(claiming, pad),
				    "pad %u", pad);
		KUNIT_EXPECT_EQ_MSG(test, word,
				    claiming_register(claiming, pad), "pad %u",
				    pad);
		KUNIT_EXPECT_EQ_MSG(test, 0U, claiming_state(claiming, pad),
				    "pad %u", pad);
	}
	KUNIT_EXPECT_EQ(test, 0ULL, claiming->pads.claiming);
	KUNIT_EXPECT_EQ(test, 0ULL, claiming->pads.reserved);
}
