/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef REGISTERS_H
#define REGISTERS_H

#include <linux/types.h>

#include "kunit.h"

struct kunit;

#define REGISTERS_SIZE		0x200
#define REGISTERS_WRITES	64

struct register_write {
	unsigned int offset;
	u32 value;
};

/**
 * struct registers - registers that hold what is written, and a log of that
 * @hook: what the driver reaches them by
 * @value: what they hold
 * @writes: the first writes since registers_forget()
 * @num_writes: how many there were
 * @after_write: called after each, or NULL
 */
struct registers {
	struct k210_kunit_regs hook;
	u32 value[REGISTERS_SIZE / 4];
	struct register_write writes[REGISTERS_WRITES];
	unsigned int num_writes;
	void (*after_write)(struct registers *registers);
};

void registers_init(struct kunit *test, struct registers *registers);
u32 registers_read(struct k210_kunit_regs *hook, unsigned int offset);
void registers_write(struct k210_kunit_regs *hook, unsigned int offset,
		     u32 value);
void registers_forget(struct registers *registers);
void registers_expect(struct kunit *test, struct registers *registers,
		      unsigned int num, const struct register_write *writes);

/* No more and no other writes since the last of these, in this order. */
#define EXPECT_WRITES(test, registers, ...) do {			\
	static const struct register_write writes[] = { __VA_ARGS__ };	\
									\
	registers_expect(test, registers, sizeof(writes) /		\
			 sizeof(writes[0]), writes);			\
} while (0)

#define EXPECT_NO_WRITES(test, registers)				\
	registers_expect(test, registers, 0, NULL)

#endif
