// SPDX-License-Identifier: GPL-2.0-only
/*
 * GPIO's interrupts through the kernel's own flow, between a model of its
 * registers and one of the PLIC, where the block is source 23. The model has
 * interrupts on both edges, or the driver does them by software. Offsets of
 * registers by number: INTEN 0x130, INTMASK 0x134, EDGE 0x138, POLARITY 0x13c,
 * CLEAR 0x14c, BOTH 0x168.
 */

#include <kunit/device.h>
#include <kunit/test.h>
#include <linux/device.h>
#include <linux/interrupt.h>

#include "flow.h"
#include "fpioa.h"
#include "gpio.h"
#include "model-gpio.h"

struct fixture {
	struct flow flow;
	struct gpio_model model;
	struct k210_fpioa fpioa;
	struct k210_gpio gpio;
	unsigned int polls;
};

static bool asserts(void *data, unsigned int source)
{
	struct fixture *fixture = data;

	return source == 23 && gpio_model_asserts(&fixture->model);
}

static void set_input(struct flow *flow, unsigned int line, bool high)
{
	struct fixture *fixture = container_of(flow, struct fixture, flow);

	gpio_model_input(&fixture->model, line, high);
}

static void add_chip(struct kunit *test, struct fixture *fixture)
{
	void __iomem *base = fixture->model.fpioa.registers.hook.base;
	struct device *dev = kunit_device_register(test, "gpio");
	int irq = plic_model_map(&fixture->flow.plic, 23);

	KUNIT_ASSERT_FALSE(test, IS_ERR(dev));
	KUNIT_ASSERT_GT(test, irq, 0);
	k210_pads_init(&fixture->fpioa.pads, base);
	mutex_init(&fixture->fpioa.lines.lock);
	fixture->gpio.base = base + GPIO_MODEL;
	fixture->gpio.chip.pads = &fixture->fpioa.pads;
	fixture->gpio.irq = irq;
	KUNIT_ASSERT_EQ(test, 0, k210_gpio_add(&fixture->gpio, dev, 8));
}

static int init(struct kunit *test, bool has_both)
{
	struct fixture *fixture = kunit_kzalloc(test, sizeof(*fixture),
						GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, fixture);
	test->priv = &fixture->flow;
	fixture->flow.gpio = &fixture->gpio.chip.gpio;
	fixture->flow.pads = &fixture->fpioa.pads;
	fixture->flow.pad = 8;
	fixture->flow.inputs = &fixture->model.inputs;
	fixture->flow.input = set_input;
	fixture->flow.plic.asserts = asserts;
	fixture->flow.plic.data = fixture;
	gpio_model_init(test, &fixture->model);
	fixture->model.has_both = has_both;
	plic_model_init(test, &fixture->flow.plic);
	add_chip(test, fixture);
	flow_init(test, &fixture->flow);
	return 0;
}

static int gpio_irq_init(struct kunit *test)
{
	return init(test, true);
}

static int gpio_irq_emulated_init(struct kunit *test)
{
	return init(test, false);
}

static struct fixture *fixture_of(struct kunit *test)
{
	return container_of(test->priv, struct fixture, flow);
}

static struct registers *registers_of(struct kunit *test)
{
	return &fixture_of(test)->model.fpioa.registers;
}

static u32 value(struct kunit *test, unsigned int offset)
{
	return registers_of(test)->value[offset / 4];
}

static void an_ack_is_one_blind_write(struct kunit *test)
{
	struct user *user = flow_use(test, 5, IRQ_TYPE_EDGE_RISING);

	registers_forget(registers_of(test));
	flow_pulse(user);
	EXPECT_WRITES(test, registers_of(test), { 0x14c, 0x20 });
}

static void a_line_is_masked_where_its_edge_waits(struct kunit *test)
{
	struct user *user = flow_use(test, 5, IRQ_TYPE_EDGE_RISING);

	KUNIT_EXPECT_EQ(test, value(test, 0x130), 0x20);
	KUNIT_EXPECT_EQ(test, value(test, 0x134), 0xdf);
	registers_forget(registers_of(test));
	disable_irq(user->irq);
	enable_irq(user->irq);
	EXPECT_WRITES(test, registers_of(test), { 0x134, 0xff },
		      { 0x134, 0xdf });
}

static void a_line_that_is_free_is_no_source(struct kunit *test)
{
	struct user *user = flow_use(test, 5, IRQ_TYPE_EDGE_RISING);
	unsigned int irq = user->irq;

	user->irq = 0;
	free_irq(irq, user);
	KUNIT_EXPECT_EQ(test, value(test, 0x130), 0);
	KUNIT_EXPECT_EQ(test, value(test, 0x134), 0xff);
	KUNIT_EXPECT_FALSE(test, k210_pads_in_use(user->flow->pads, 13));
}

static void the_lines_types_are_apart(struct kunit *test)
{
	flow_use(test, 5, IRQ_TYPE_EDGE_RISING);
	flow_use(test, 7, IRQ_TYPE_LEVEL_HIGH);
	KUNIT_EXPECT_EQ(test, value(test, 0x138), 0x20);
	KUNIT_EXPECT_EQ(test, value(test, 0x13c), 0xa0);
	KUNIT_EXPECT_EQ(test, value(test, 0x168), 0);
}

static void both_edges_are_the_block_s_own_until_left(struct kunit *test)
{
	struct user *user = flow_use(test, 5, IRQ_TYPE_EDGE_BOTH);

	KUNIT_EXPECT_EQ(test, value(test, 0x168), 0x20);
	registers_forget(registers_of(test));
	flow_input(user, true);
	flow_deliver(user);
	EXPECT_WRITES(test, registers_of(test), { 0x14c, 0x20 });
	KUNIT_EXPECT_EQ(test, 0, irq_set_irq_type(user->irq,
						  IRQ_TYPE_EDGE_FALLING));
	KUNIT_EXPECT_EQ(test, value(test, 0x168), 0);
	KUNIT_EXPECT_EQ(test, value(test, 0x138), 0x20);
	KUNIT_EXPECT_EQ(test, value(test, 0x13c), 0);
}

static void by_software_the_other_edge_is_waited_for(struct kunit *test)
{
	struct user *user = flow_use(test, 5, IRQ_TYPE_EDGE_BOTH);

	for (int i = 0; i < 4; i++) {
		KUNIT_EXPECT_EQ(test, value(test, 0x13c), i & 1 ? 0 : 0x20);
		flow_input(user, !(i & 1));
		flow_deliver(user);
	}
	KUNIT_EXPECT_EQ(test, user->count, 4);
	KUNIT_EXPECT_EQ(test, value(test, 0x168), 0);
	KUNIT_EXPECT_EQ(test, 0, irq_set_irq_type(user->irq,
						  IRQ_TYPE_EDGE_RISING));
	flow_pulse(user);
	flow_pulse(user);
	KUNIT_EXPECT_EQ(test, user->count, 6);
	KUNIT_EXPECT_EQ(test, value(test, 0x13c), 0x20);
}

/* The line changes each time it is looked at, as often as POLLS says. */
static void change(void *data)
{
	struct fixture *fixture = data;

	if (!fixture->polls)
		return;
	fixture->polls--;
	gpio_model_input(&fixture->model, 5,
			 !(fixture->model.inputs & 0x20));
}

static void by_software_a_change_meanwhile_is_not_lost(struct kunit *test)
{
	struct fixture *fixture = fixture_of(test);
	struct user *user = flow_use(test, 5, IRQ_TYPE_EDGE_BOTH);
	unsigned int count;

	fixture->model.on_poll = change;
	fixture->model.data = fixture;
	for (unsigned int polls = 1; polls < 16; polls++) {
		fixture->model.quiet = polls & 8;
		fixture->polls = polls & 7;
		flow_input(user, !(fixture->model.inputs & 0x20));
		flow_deliver(user);
		KUNIT_EXPECT_EQ(test, fixture->polls, 0);
		KUNIT_EXPECT_EQ(test, value(test, 0x13c),
				fixture->model.inputs & 0x20 ? 0 : 0x20);
		count = user->count;
		flow_input(user, !(fixture->model.inputs & 0x20));
		flow_deliver(user);
		KUNIT_EXPECT_EQ(test, user->count, count + 1);
	}
}

static void by_software_a_line_that_never_rests_is_left(struct kunit *test)
{
	struct fixture *fixture = fixture_of(test);
	struct user *user = flow_use(test, 5, IRQ_TYPE_EDGE_BOTH);

	fixture->model.on_poll = change;
	fixture->model.data = fixture;
	fixture->polls = 17;
	flow_input(user, true);
	flow_deliver(user);
	KUNIT_EXPECT_GT(test, user->count, 0);
	KUNIT_EXPECT_EQ(test, fixture->polls, 0);
}

KUNIT_ARRAY_PARAM(flow, flow_cases, flow_describe);

static void as_interrupts(struct kunit *test)
{
	const struct flow_case *one = test->param_value;

	one->run(test);
}

static struct kunit_case gpio_irq_cases[] = {
	KUNIT_CASE_PARAM(as_interrupts, flow_gen_params),
	KUNIT_CASE(an_ack_is_one_blind_write),
	KUNIT_CASE(a_line_is_masked_where_its_edge_waits),
	KUNIT_CASE(a_line_that_is_free_is_no_source),
	KUNIT_CASE(the_lines_types_are_apart),
	KUNIT_CASE(both_edges_are_the_block_s_own_until_left),
	{}
};

static struct kunit_suite gpio_irq_suite = {
	.name = "k210-gpio-irq",
	.init = gpio_irq_init,
	.exit = flow_exit,
	.test_cases = gpio_irq_cases,
};

static struct kunit_case gpio_irq_emulated_cases[] = {
	KUNIT_CASE_PARAM(as_interrupts, flow_gen_params),
	KUNIT_CASE(by_software_the_other_edge_is_waited_for),
	KUNIT_CASE(by_software_a_change_meanwhile_is_not_lost),
	KUNIT_CASE(by_software_a_line_that_never_rests_is_left),
	{}
};

static struct kunit_suite gpio_irq_emulated_suite = {
	.name = "k210-gpio-irq-emulated",
	.init = gpio_irq_emulated_init,
	.exit = flow_exit,
	.test_cases = gpio_irq_emulated_cases,
};

kunit_test_suites(&gpio_irq_suite, &gpio_irq_emulated_suite);
