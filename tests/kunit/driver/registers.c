// SPDX-License-Identifier: GPL-2.0-only

#include <kunit/test.h>

#include "registers.h"

u32 registers_read(struct k210_kunit_regs *hook, unsigned int offset)
{
	return container_of(hook, struct registers, hook)->value[offset / 4];
}

void registers_write(struct k210_kunit_regs *hook, unsigned int offset,
		     u32 value)
{
	struct registers *registers =
		container_of(hook, struct registers, hook);

	if (registers->num_writes < REGISTERS_WRITES) {
		registers->writes[registers->num_writes].offset = offset;
		registers->writes[registers->num_writes].value = value;
	}
	registers->num_writes++;
	registers->value[offset / 4] = value;
	if (registers->after_write)
		registers->after_write(registers);
}

static void registers_remove(void *registers)
{
	k210_kunit_regs = NULL;
}

/* Puts REGISTERS in the place of the chip's while the case runs. */
void registers_init(struct kunit *test, struct registers *registers)
{
	registers->hook.base = (void __iomem __force *)registers->value;
	registers->hook.size = sizeof(registers->value);
	registers->hook.read = registers_read;
	registers->hook.write = registers_write;
	k210_kunit_regs = &registers->hook;
	KUNIT_ASSERT_EQ(test, 0, kunit_add_action_or_reset(test,
							   registers_remove,
							   registers));
}

void registers_forget(struct registers *registers)
{
	registers->num_writes = 0;
}

void registers_expect(struct kunit *test, struct registers *registers,
		      unsigned int num, const struct register_write *writes)
{
	KUNIT_EXPECT_EQ(test, num, registers->num_writes);
	for (unsigned int i = 0; i < num && i < registers->num_writes; i++) {
		KUNIT_EXPECT_EQ_MSG(test, writes[i].offset,
				    registers->writes[i].offset, "write %u", i);
		KUNIT_EXPECT_EQ_MSG(test, writes[i].value,
				    registers->writes[i].value, "write %u", i);
	}
	registers_forget(registers);
}
