// SPDX-License-Identifier: GPL-2.0-only
/*
 * GPIOHS's interrupts through the kernel's own flow, between a model of its
 * registers and one of the PLIC. Line n is source 34 + n; offsets of registers
 * by number: RISE_IE 0x118, RISE_IP 0x11c, then 8 more for each of fall, high
 * and low.
 */

#include <kunit/device.h>
#include <kunit/test.h>
#include <linux/device.h>
#include <linux/interrupt.h>
#include <linux/irqdomain.h>
#include <linux/property.h>

#include "flow.h"
#include "fpioa.h"
#include "gpiohs.h"
#include "model-gpiohs.h"

struct fixture {
	struct flow flow;
	struct gpiohs_model model;
	struct k210_fpioa fpioa;
	struct k210_gpiohs gpiohs;
};

static bool asserts(void *data, unsigned int source)
{
	struct fixture *fixture = data;

	return source >= 34 &&
	       gpiohs_model_asserted(&fixture->model) & (1U << (source - 34));
}

static void set_input(struct flow *flow, unsigned int line, bool high)
{
	struct fixture *fixture = container_of(flow, struct fixture, flow);

	gpiohs_model_input(&fixture->model, line, high);
}

/* A domain below another has to have a node. */
static const struct software_node node;

/* gpiolib's device has it too, and must not be the last to give it back. */
static int gpiohs_suite_init(struct kunit_suite *suite)
{
	return software_node_register(&node);
}

static void gpiohs_suite_exit(struct kunit_suite *suite)
{
	software_node_unregister(&node);
}

static void remove_node(void *dev)
{
	device_remove_software_node(dev);
}

static void add_chip(struct kunit *test, struct fixture *fixture)
{
	void __iomem *base = fixture->model.fpioa.registers.hook.base;
	struct gpio_irq_chip *irq = &fixture->gpiohs.chip.gpio.irq;
	struct device *dev = kunit_device_register(test, "gpiohs");

	KUNIT_ASSERT_FALSE(test, IS_ERR(dev));
	KUNIT_ASSERT_EQ(test, 0, device_add_software_node(dev, &node));
	KUNIT_ASSERT_EQ(test, 0, kunit_add_action_or_reset(test, remove_node,
							   dev));
	/* gpiolib's own knows interrupts of a device tree only. */
	irq->child_irq_domain_ops.translate = irq_domain_translate_twocell;

	k210_pads_init(&fixture->fpioa.pads, base);
	mutex_init(&fixture->fpioa.lines.lock);
	fixture->gpiohs.base = base + GPIOHS_MODEL;
	fixture->gpiohs.chip.pads = &fixture->fpioa.pads;
	fixture->gpiohs.parent = fixture->flow.plic.domain;
	for (unsigned int line = 0; line < 32; line++)
		fixture->gpiohs.parent_hwirq[line] = 34 + line;
	KUNIT_ASSERT_EQ(test, 0, k210_gpiohs_add(&fixture->gpiohs, dev, 32));
}

static int gpiohs_irq_init(struct kunit *test)
{
	struct fixture *fixture = kunit_kzalloc(test, sizeof(*fixture),
						GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, fixture);
	test->priv = &fixture->flow;
	fixture->flow.gpio = &fixture->gpiohs.chip.gpio;
	fixture->flow.pads = &fixture->fpioa.pads;
	fixture->flow.pad = 16;
	fixture->flow.inputs = &fixture->model.inputs;
	fixture->flow.input = set_input;
	fixture->flow.plic.asserts = asserts;
	fixture->flow.plic.data = fixture;
	gpiohs_model_init(test, &fixture->model);
	for (unsigned int offset = 0x118; offset <= 0x140; offset += 8)
		fixture->model.fpioa.registers.value[offset / 4] = 0x81;
	plic_model_init(test, &fixture->flow.plic);
	add_chip(test, fixture);
	flow_init(test, &fixture->flow);
	return 0;
}

static struct registers *registers_of(struct kunit *test)
{
	struct fixture *fixture = container_of(test->priv, struct fixture,
					       flow);

	return &fixture->model.fpioa.registers;
}

static u32 value(struct kunit *test, unsigned int offset)
{
	return registers_of(test)->value[offset / 4];
}

static void each_line_is_a_source_of_its_own(struct kunit *test)
{
	struct user *one = flow_use(test, 5, IRQ_TYPE_EDGE_RISING);
	struct user *two = flow_use(test, 31, IRQ_TYPE_EDGE_RISING);

	flow_pulse(one);
	flow_pulse(two);
	flow_pulse(two);
	KUNIT_EXPECT_EQ(test, one->flow->plic.claims[39], 1);
	KUNIT_EXPECT_EQ(test, one->flow->plic.claims[65], 2);
	KUNIT_EXPECT_EQ(test, value(test, 0x118), 0x80000020);
}

static void an_ack_is_one_blind_write(struct kunit *test)
{
	struct user *user = flow_use(test, 5, IRQ_TYPE_EDGE_RISING);

	registers_forget(registers_of(test));
	flow_pulse(user);
	EXPECT_WRITES(test, registers_of(test), { 0x11c, 0x20 });
}

static void masking_an_edge_clears_nothing(struct kunit *test)
{
	struct user *user = flow_use(test, 5, IRQ_TYPE_EDGE_FALLING);

	registers_forget(registers_of(test));
	disable_irq(user->irq);
	enable_irq(user->irq);
	EXPECT_WRITES(test, registers_of(test), { 0x120, 0 }, { 0x120, 0x20 });
}

static void unmasking_a_level_clears_it_first(struct kunit *test)
{
	struct user *user = flow_use(test, 5, IRQ_TYPE_LEVEL_LOW);

	registers_forget(registers_of(test));
	disable_irq(user->irq);
	enable_irq(user->irq);
	EXPECT_WRITES(test, registers_of(test), { 0x130, 0 }, { 0x134, 0x20 },
		      { 0x130, 0x20 });
}

static void another_type_leaves_nothing_of_the_old_one(struct kunit *test)
{
	struct user *user = flow_use(test, 5, IRQ_TYPE_EDGE_BOTH);

	KUNIT_EXPECT_EQ(test, value(test, 0x118), 0x20);
	KUNIT_EXPECT_EQ(test, value(test, 0x120), 0x20);
	KUNIT_EXPECT_EQ(test, 0, irq_set_irq_type(user->irq,
						  IRQ_TYPE_LEVEL_HIGH));
	KUNIT_EXPECT_EQ(test, value(test, 0x118), 0);
	KUNIT_EXPECT_EQ(test, value(test, 0x120), 0);
	KUNIT_EXPECT_EQ(test, value(test, 0x128), 0x20);
	KUNIT_EXPECT_EQ(test, value(test, 0x130), 0);
}

static void what_a_boot_loader_left_of_interrupts_goes(struct kunit *test)
{
	for (unsigned int offset = 0x118; offset <= 0x130; offset += 8)
		KUNIT_EXPECT_EQ(test, value(test, offset), 0);
	KUNIT_EXPECT_EQ(test, value(test, 0x104), ~0U);
	KUNIT_EXPECT_EQ(test, value(test, 0x138), 0);
	KUNIT_EXPECT_EQ(test, value(test, 0x140), 0);
}

KUNIT_ARRAY_PARAM(flow, flow_cases, flow_describe);

static void as_interrupts(struct kunit *test)
{
	const struct flow_case *one = test->param_value;

	one->run(test);
}

static struct kunit_case gpiohs_irq_cases[] = {
	KUNIT_CASE_PARAM(as_interrupts, flow_gen_params),
	KUNIT_CASE(each_line_is_a_source_of_its_own),
	KUNIT_CASE(an_ack_is_one_blind_write),
	KUNIT_CASE(masking_an_edge_clears_nothing),
	KUNIT_CASE(unmasking_a_level_clears_it_first),
	KUNIT_CASE(another_type_leaves_nothing_of_the_old_one),
	KUNIT_CASE(what_a_boot_loader_left_of_interrupts_goes),
	{}
};

static struct kunit_suite gpiohs_irq_suite = {
	.name = "k210-gpiohs-irq",
	.suite_init = gpiohs_suite_init,
	.suite_exit = gpiohs_suite_exit,
	.init = gpiohs_irq_init,
	.exit = flow_exit,
	.test_cases = gpiohs_irq_cases,
};

kunit_test_suite(gpiohs_irq_suite);
