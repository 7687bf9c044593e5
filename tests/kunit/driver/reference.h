/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef REFERENCE_H
#define REFERENCE_H

#include "claiming.h"

#define FIRST_PAD	16
#define END_PAD		24

/**
 * struct reference - what pads are to be, said in another way than the driver's
 * @base: each pad's word as it would be had there never been a claim
 * @word: as it is to be
 * @held_word: its register's, of pads in @held
 * @users: of lines 0 to 7 of GPIOHS
 * @output: whether CONSTANT is one
 * @device: the pads that devices have
 * @granted: of those the ones that may still be routed
 * @claimed: the pads that claims have
 * @left: of those the ones that no longer have one
 * @lingering: pads whose claim has ended, and whose line is in use
 * @held: pads at a level
 * @high: of those the high ones
 *
 * A pad that is neither claimed nor in use is its base, or RESV0 while one that
 * is has the base's function. That alone makes up for everything that the
 * driver remembers. Of lines and functions only those matter that are first on
 * pads 16 to 23, where everything happens.
 */
struct reference {
	u32 base[48];
	u32 word[48];
	u32 held_word[48];
	u8 users[8];
	bool output;
	u64 device;
	u64 granted;
	u64 claimed;
	u64 left;
	u64 lingering;
	u64 held;
	u64 high;
};

void reference_init(struct reference *reference, bool output);
bool reference_take(struct reference *reference, bool force, bool own,
		    unsigned int num, const struct k210_change *changes);
u64 reference_end(struct reference *reference, u64 mask, bool persist);
bool reference_route(struct reference *reference, unsigned int pad, u8 function,
		     bool holding);
bool reference_set(struct reference *reference, unsigned int pad,
		   struct k210_settings settings);
bool reference_set_line(struct reference *reference, unsigned int line,
			struct k210_settings settings);
bool reference_use(struct reference *reference, unsigned int line);
void reference_unuse(struct reference *reference, unsigned int line);
void reference_hold(struct reference *reference, u64 mask, u64 high);
void reference_release(struct reference *reference, u64 mask);
bool reference_in_use(const struct reference *reference, unsigned int pad);
u32 reference_state(const struct reference *reference, unsigned int pad);

#endif
