/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Pads that are claimed, in suites. Words and offsets by number, from the
 * vendor SDK's tables: pad n's word is at 4 * n.
 */
#ifndef CLAIMING_H
#define CLAIMING_H

#include <linux/array_size.h>
#include <linux/bits.h>
#include <linux/errno.h>

#include "claims.h"
#include "model-fpioa.h"
#include "pads.h"

#define HS(line)	(24 + (line))	/* functions of lines */
#define UART1_TX	65		/* ... of none */
#define UART1_RX	64
#define SPI0_D0		4
#define RESV0		120		/* ... and of many pads */
#define CONSTANT	222

#define HS_WORD(line)	(0x00901718 + (line))
#define TX_WORD		0x00001741
#define RX_WORD		0x00900040
#define RESV0_WORD	0x78

/* A change's settings. */
#define PULL_UP		{ 0x30000, 0x10000, 0 }
#define PULL_DOWN	{ 0x30000, 0x20000, 0 }

/* From <linux/k210-fpioa.h>, by number. */
#define DEVICE		1
#define CLAIMED		2
#define LINE		4
#define HELD		8
#define HELD_HIGH	16
#define CHANGED		32

/*
 * PADS are as they come out of reset: pad 16 has line 0 of GPIOHS, and so on.
 * LINES are GPIOHS's, and RELEASED has a bit for each that was; OTHERS are GPIO's.
 */
struct claiming {
	struct fpioa_model fpioa;
	struct k210_pads pads;
	struct k210_pads_lines lines;
	struct k210_pads_lines others;
	u32 released;
	struct k210_pads before;
	struct k210_changes *changes;
	unsigned int blocker;
};

void claiming_start(struct claiming *claiming);
struct claiming *claiming_alloc(struct kunit *test);
int claiming_init(struct kunit *test);
int claiming_claim(struct claiming *claiming, bool force, unsigned int num,
		   const struct k210_change *changes);
int claiming_configure(struct claiming *claiming, bool force, unsigned int num,
		       const struct k210_change *changes);
void claiming_take_back(struct claiming *claiming, u64 mask);
u64 claiming_end(struct claiming *claiming, u64 mask, bool persist);
int claiming_route(struct claiming *claiming, unsigned int pad, u8 function);
int claiming_set(struct claiming *claiming, unsigned int pad,
		 struct k210_settings settings);
u32 claiming_word(struct claiming *claiming, unsigned int pad);
u32 claiming_register(struct claiming *claiming, unsigned int pad);
u32 claiming_state(struct claiming *claiming, unsigned int pad);
void claiming_expect_word(struct kunit *test, struct claiming *claiming,
			  unsigned int pad, u32 word, int line);
void claiming_remember(struct claiming *claiming);
void claiming_expect_same(struct kunit *test, struct claiming *claiming);
void claiming_expect_start(struct kunit *test, struct claiming *claiming);

/* What the bridge does of a request; each change is { pad, routes, ... }. */
#define CLAIMING(call, claiming, force, ...) ({				\
	const struct k210_change changes_[] = { __VA_ARGS__ };		\
									\
	claiming_##call(claiming, force, ARRAY_SIZE(changes_),		\
			changes_);					\
})
#define CLAIM(claiming, ...)						\
	CLAIMING(claim, claiming, false, __VA_ARGS__)
#define FORCE(claiming, ...)						\
	CLAIMING(claim, claiming, true, __VA_ARGS__)
#define CONFIGURE(claiming, ...)					\
	CLAIMING(configure, claiming, false, __VA_ARGS__)
#define FORCE_CONFIGURE(claiming, ...)					\
	CLAIMING(configure, claiming, true, __VA_ARGS__)

#define EXPECT_WORD(test, claiming, pad, word)				\
	claiming_expect_word(test, claiming, pad, word, __LINE__)

/* A call is refused, and all is as it was. */
#define EXPECT_REFUSED(test, fixture, call) do {			\
	struct claiming *claiming_ = (fixture);				\
	struct kunit *test_ = (test);					\
									\
	claiming_remember(claiming_);					\
	KUNIT_EXPECT_EQ(test_, -EBUSY, call);				\
	claiming_expect_same(test_, claiming_);				\
} while (0)

#endif
