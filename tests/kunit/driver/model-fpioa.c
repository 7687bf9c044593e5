// SPDX-License-Identifier: GPL-2.0-only

#include <kunit/test.h>

#include "model-fpioa.h"

/* Input enable, and its inversion. */
static bool sees(const struct fpioa_model *fpioa, u32 word)
{
	return word & 0x100000 && fpioa->input ^ !!(word & 0x200000);
}

/* Of pads that no line drives: these are other models' to know. */
static bool pad_level(const struct fpioa_model *fpioa, u32 word)
{
	bool enable = fpioa->constant ^ !!(word & 0x2000);
	bool data = fpioa->constant ^ !!(word & 0x8000);

	if (fpioa->outside != NOBODY)
		return fpioa->outside == PULLS_HIGH;
	if (word & 0x1000 && enable)
		return data;
	return word & 0x10000;
}

u32 fpioa_model_read(struct k210_kunit_regs *hook, unsigned int offset)
{
	struct registers *registers =
		container_of(hook, struct registers, hook);
	struct fpioa_model *fpioa =
		container_of(registers, struct fpioa_model, registers);
	u32 word = registers->value[offset / 4];

	return offset < 0xc0 && sees(fpioa, word) && pad_level(fpioa, word) ?
	       word | 0x80000000 : word;
}

/* The words of what the data sheet has on each pad after reset. */
u32 fpioa_reset_word(unsigned int pad)
{
	static const u32 first[] = {
		0x00900000, 0x00900001, 0x00900002, 0x00001703, 0x00900012,
		0x00001713, 0x78, 0x78,
	};

	if (pad < 8)
		return first[pad];
	return pad < 16 ? 0x00901738 + pad - 8 : 0x00901718 + pad - 16;
}

/* As out of reset, in the place of the chip's while the case runs. */
void fpioa_model_init(struct kunit *test, struct fpioa_model *fpioa)
{
	registers_init(test, &fpioa->registers);
	fpioa->registers.hook.read = fpioa_model_read;
	for (unsigned int pad = 0; pad < 48; pad++)
		fpioa->registers.value[pad] = fpioa_reset_word(pad);
	fpioa->constant = true;
	fpioa->input = true;
}
