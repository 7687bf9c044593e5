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
#include <linux/irq.h>
#include <linux/irqdomain.h>
#include <linux/property.h>

#include "gpiohs.h"
#include "model-gpiohs.h"
#include "model-plic.h"
#include "pads.h"

struct fixture;

/* An interrupt in use, what is counted of it, and what its handler does. */
struct user {
	struct fixture *fixture;
	unsigned int line;
	unsigned int irq;
	unsigned int count;
	unsigned int threads;
	void (*act)(struct user *user);
};

#define USERS	2

struct fixture {
	struct gpiohs_model model;
	struct plic_model plic;
	struct k210_pads pads;
	struct k210_gpiohs gpiohs;
	struct user users[USERS];
};

static bool asserts(void *data, unsigned int source)
{
	struct fixture *fixture = data;

	return source >= 34 &&
	       gpiohs_model_asserted(&fixture->model) & (1U << (source - 34));
}

static void free_users(void *data)
{
	struct fixture *fixture = data;

	for (int i = 0; i < USERS; i++)
		if (fixture->users[i].irq)
			free_irq(fixture->users[i].irq, &fixture->users[i]);
}

/* A domain below another has to have a node. */
static const struct software_node node;

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

	k210_pads_init(&fixture->pads, base);
	fixture->gpiohs.base = base + GPIOHS_MODEL;
	fixture->gpiohs.chip.pads = &fixture->pads;
	fixture->gpiohs.parent = fixture->plic.domain;
	for (unsigned int line = 0; line < 32; line++)
		fixture->gpiohs.parent_hwirq[line] = 34 + line;
	KUNIT_ASSERT_EQ(test, 0, k210_gpiohs_add(&fixture->gpiohs, dev, 32));
}

static int gpiohs_irq_init(struct kunit *test)
{
	struct fixture *fixture = kunit_kzalloc(test, sizeof(*fixture),
						GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, fixture);
	test->priv = fixture;
	gpiohs_model_init(test, &fixture->model);
	fixture->plic.asserts = asserts;
	fixture->plic.data = fixture;
	plic_model_init(test, &fixture->plic);
	add_chip(test, fixture);
	KUNIT_ASSERT_EQ(test, 0, kunit_add_action_or_reset(test, free_users,
							   fixture));
	return 0;
}

static void gpiohs_irq_exit(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	if (fixture)
		KUNIT_EXPECT_EQ(test, fixture->plic.lost, 0);
}

static irqreturn_t handle(int irq, void *data)
{
	struct user *user = data;

	user->count++;
	if (user->act)
		user->act(user);
	return IRQ_HANDLED;
}

static irqreturn_t wake_thread(int irq, void *data)
{
	struct user *user = data;

	user->count++;
	return IRQ_WAKE_THREAD;
}

static irqreturn_t handle_in_thread(int irq, void *data)
{
	struct user *user = data;

	user->threads++;
	if (user->act)
		user->act(user);
	return IRQ_HANDLED;
}

static int map(struct fixture *fixture, unsigned int line)
{
	struct gpio_chip *gpio = &fixture->gpiohs.chip.gpio;

	return gpio->to_irq(gpio, line);
}

static int request(struct user *user, unsigned int type)
{
	return request_irq(user->irq, handle, type, "kunit", user);
}

/* A line as an interrupt of TYPE, to the handler above. */
static struct user *use(struct kunit *test, unsigned int line,
			unsigned int type)
{
	struct fixture *fixture = test->priv;
	struct user *user = &fixture->users[!!fixture->users[0].irq];
	int irq = map(fixture, line);

	KUNIT_ASSERT_GT(test, irq, 0);
	user->fixture = fixture;
	user->line = line;
	user->irq = irq;
	if (request(user, type)) {
		user->irq = 0;
		KUNIT_FAIL(test, "line %u can't be requested", line);
	}
	return user;
}

static void input(struct user *user, bool high)
{
	gpiohs_model_input(&user->fixture->model, user->line, high);
}

static void deliver(struct user *user)
{
	plic_model_deliver(&user->fixture->plic);
}

static u32 value(struct fixture *fixture, unsigned int offset)
{
	return fixture->model.fpioa.registers.value[offset / 4];
}

/* High for a moment, or low for one, and what comes of it. */
static void pulse(struct user *user)
{
	bool high = user->fixture->model.inputs & (1U << user->line);

	input(user, !high);
	input(user, high);
	deliver(user);
}

static void a_rising_edge_is_one_interrupt(struct kunit *test)
{
	struct user *user = use(test, 5, IRQ_TYPE_EDGE_RISING);

	for (unsigned int i = 1; i <= 10; i++) {
		input(user, true);
		deliver(user);
		KUNIT_EXPECT_EQ(test, user->count, i);
		input(user, false);
		deliver(user);
		KUNIT_EXPECT_EQ(test, user->count, i);
	}
	KUNIT_EXPECT_EQ(test, user->fixture->plic.claims[39], 10);
}

static void a_falling_edge_is_one_interrupt(struct kunit *test)
{
	struct user *user = use(test, 31, IRQ_TYPE_EDGE_FALLING);

	for (unsigned int i = 1; i <= 10; i++) {
		input(user, true);
		deliver(user);
		KUNIT_EXPECT_EQ(test, user->count, i - 1);
		input(user, false);
		deliver(user);
		KUNIT_EXPECT_EQ(test, user->count, i);
	}
}

static void both_edges_are_an_interrupt_each(struct kunit *test)
{
	struct user *user = use(test, 0, IRQ_TYPE_EDGE_BOTH);

	for (unsigned int i = 1; i <= 10; i++) {
		input(user, i & 1);
		deliver(user);
		KUNIT_EXPECT_EQ(test, user->count, i);
	}
}

static void again_once(struct user *user)
{
	if (user->count == 1)
		pulse(user);
}

static void an_edge_while_the_handler_runs_is_another(struct kunit *test)
{
	struct user *user = use(test, 5, IRQ_TYPE_EDGE_RISING);

	user->act = again_once;
	pulse(user);
	KUNIT_EXPECT_EQ(test, user->count, 2);
	pulse(user);
	KUNIT_EXPECT_EQ(test, user->count, 3);
}

static void raise_only(struct user *user)
{
	if (user->count == 1) {
		input(user, false);
		input(user, true);
	}
}

static void such_an_edge_waits_for_the_hart_too(struct kunit *test)
{
	struct user *user = use(test, 5, IRQ_TYPE_EDGE_RISING);

	user->act = raise_only;
	pulse(user);
	KUNIT_EXPECT_EQ(test, user->count, 2);
}

static void an_edge_while_disabled_comes_once_when_enabled(struct kunit *test)
{
	struct user *user = use(test, 5, IRQ_TYPE_EDGE_RISING);

	disable_irq(user->irq);
	KUNIT_EXPECT_EQ(test, value(user->fixture, 0x118), 0);
	pulse(user);
	pulse(user);
	KUNIT_EXPECT_EQ(test, user->count, 0);
	enable_irq(user->irq);
	deliver(user);
	KUNIT_EXPECT_EQ(test, user->count, 1);
	disable_irq(user->irq);
	enable_irq(user->irq);
	deliver(user);
	KUNIT_EXPECT_EQ(test, user->count, 1);
}

static void disable_once(struct user *user)
{
	if (user->count == 1) {
		disable_irq_nosync(user->irq);
		pulse(user);
	}
}

static void an_edge_after_disabling_in_the_handler_waits(struct kunit *test)
{
	struct user *user = use(test, 5, IRQ_TYPE_EDGE_RISING);

	user->act = disable_once;
	pulse(user);
	KUNIT_EXPECT_EQ(test, user->count, 1);
	enable_irq(user->irq);
	deliver(user);
	KUNIT_EXPECT_EQ(test, user->count, 2);
}

static void edges_from_before_the_request_are_nobody_s(struct kunit *test)
{
	struct fixture *fixture = test->priv;
	struct user *user;

	for (int i = 0; i < 4; i++)
		gpiohs_model_input(&fixture->model, 5, i & 1);
	user = use(test, 5, IRQ_TYPE_EDGE_BOTH);
	deliver(user);
	KUNIT_EXPECT_EQ(test, user->count, 0);
	pulse(user);
	KUNIT_EXPECT_GT(test, user->count, 0);
}

static void an_edge_of_an_old_type_is_forgotten(struct kunit *test)
{
	struct user *user = use(test, 5, IRQ_TYPE_EDGE_RISING);

	pulse(user);
	KUNIT_EXPECT_EQ(test, 0, irq_set_irq_type(user->irq,
						  IRQ_TYPE_EDGE_FALLING));
	deliver(user);
	KUNIT_EXPECT_EQ(test, user->count, 1);
	KUNIT_EXPECT_EQ(test, value(user->fixture, 0x118), 0);
	KUNIT_EXPECT_EQ(test, value(user->fixture, 0x120), 0x20);
	input(user, true);
	deliver(user);
	KUNIT_EXPECT_EQ(test, user->count, 1);
	input(user, false);
	deliver(user);
	KUNIT_EXPECT_EQ(test, user->count, 2);
}

static void lower(struct user *user)
{
	input(user, false);
}

static void heighten(struct user *user)
{
	input(user, true);
}

static void a_level_is_one_interrupt_per_cause(struct kunit *test)
{
	struct user *high = use(test, 5, IRQ_TYPE_LEVEL_HIGH);
	struct user *low;

	high->act = lower;
	for (unsigned int i = 1; i <= 5; i++) {
		input(high, true);
		deliver(high);
		KUNIT_EXPECT_EQ(test, high->count, i);
	}
	gpiohs_model_input(&high->fixture->model, 31, true);
	low = use(test, 31, IRQ_TYPE_LEVEL_LOW);
	low->act = heighten;
	deliver(low);
	KUNIT_EXPECT_EQ(test, low->count, 0);
	for (unsigned int i = 1; i <= 5; i++) {
		input(low, false);
		deliver(low);
		KUNIT_EXPECT_EQ(test, low->count, i);
	}
}

static void lower_at_last(struct user *user)
{
	if (user->count == 3)
		input(user, false);
}

static void a_level_that_stays_comes_again(struct kunit *test)
{
	struct user *user = use(test, 5, IRQ_TYPE_LEVEL_HIGH);

	user->act = lower_at_last;
	input(user, true);
	deliver(user);
	KUNIT_EXPECT_EQ(test, user->count, 3);
}

static void a_level_with_a_thread_is_one_run_per_cause(struct kunit *test)
{
	struct user *user = use(test, 5, IRQ_TYPE_LEVEL_HIGH);
	unsigned int irq = user->irq;

	free_irq(irq, user);
	user->irq = 0;
	user->act = lower;
	KUNIT_ASSERT_EQ(test, 0,
			request_threaded_irq(irq, wake_thread, handle_in_thread,
					     IRQ_TYPE_LEVEL_HIGH | IRQF_ONESHOT,
					     "kunit", user));
	user->irq = irq;
	for (unsigned int i = 1; i <= 5; i++) {
		input(user, true);
		deliver(user);
		synchronize_irq(irq);
		deliver(user);
		KUNIT_EXPECT_EQ(test, user->count, i);
		KUNIT_EXPECT_EQ(test, user->threads, i);
	}
}

static void a_type_that_makes_no_sense_is_refused(struct kunit *test)
{
	static const unsigned int types[] = { 5, 6, 7, 9, 10, 11, 12, 13, 15 };
	struct user *user = use(test, 5, IRQ_TYPE_EDGE_RISING);

	for (int i = 0; i < ARRAY_SIZE(types); i++)
		KUNIT_EXPECT_EQ(test, -EINVAL,
				irq_set_irq_type(user->irq, types[i]));
	pulse(user);
	KUNIT_EXPECT_EQ(test, user->count, 1);
}

static void an_ack_is_one_blind_write(struct kunit *test)
{
	struct user *user = use(test, 5, IRQ_TYPE_EDGE_RISING);

	registers_forget(&user->fixture->model.fpioa.registers);
	pulse(user);
	EXPECT_WRITES(test, &user->fixture->model.fpioa.registers,
		      { 0x11c, 0x20 });
}

static void unmasking_clears_no_edge(struct kunit *test)
{
	struct user *user = use(test, 5, IRQ_TYPE_EDGE_RISING);

	disable_irq(user->irq);
	registers_forget(&user->fixture->model.fpioa.registers);
	enable_irq(user->irq);
	EXPECT_WRITES(test, &user->fixture->model.fpioa.registers,
		      { 0x118, 0x20 });
}

static void lines_leave_each_other_alone(struct kunit *test)
{
	struct user *one = use(test, 5, IRQ_TYPE_EDGE_RISING);
	struct user *two = use(test, 31, IRQ_TYPE_EDGE_RISING);

	KUNIT_EXPECT_EQ(test, value(one->fixture, 0x118), 0x80000020);
	input(two, true);
	pulse(one);
	KUNIT_EXPECT_EQ(test, one->count, 1);
	KUNIT_EXPECT_EQ(test, two->count, 1);
	disable_irq(two->irq);
	KUNIT_EXPECT_EQ(test, value(one->fixture, 0x118), 0x20);
	pulse(one);
	input(two, false);
	input(two, true);
	enable_irq(two->irq);
	deliver(two);
	KUNIT_EXPECT_EQ(test, one->count, 2);
	KUNIT_EXPECT_EQ(test, two->count, 2);
}

static void an_output_is_no_interrupt(struct kunit *test)
{
	struct fixture *fixture = test->priv;
	struct gpio_chip *gpio = &fixture->gpiohs.chip.gpio;
	struct user *user = &fixture->users[0];
	int irq = map(fixture, 5);

	KUNIT_EXPECT_EQ(test, 0, gpio->direction_output(gpio, 5, 0));
	KUNIT_EXPECT_EQ(test, -EIO, request_irq(irq, handle,
						IRQ_TYPE_EDGE_RISING, "kunit",
						user));
	KUNIT_EXPECT_FALSE(test, k210_pads_in_use(&fixture->pads, 21));
	KUNIT_EXPECT_EQ(test, 0, gpio->direction_input(gpio, 5));
	use(test, 5, IRQ_TYPE_EDGE_RISING);
	KUNIT_EXPECT_TRUE(test, k210_pads_in_use(&fixture->pads, 21));
}

static void a_line_without_a_pad_is_no_interrupt(struct kunit *test)
{
	struct fixture *fixture = test->priv;
	int irq = map(fixture, 5);
	unsigned int blocker;

	KUNIT_ASSERT_EQ(test, 0, k210_pads_route(&fixture->pads, 21, 120, false,
						 &blocker));
	KUNIT_EXPECT_EQ(test, -ENXIO, request_irq(irq, handle,
						  IRQ_TYPE_EDGE_RISING, "kunit",
						  &fixture->users[0]));
}

static struct kunit_case gpiohs_irq_cases[] = {
	KUNIT_CASE(a_rising_edge_is_one_interrupt),
	KUNIT_CASE(a_falling_edge_is_one_interrupt),
	KUNIT_CASE(both_edges_are_an_interrupt_each),
	KUNIT_CASE(an_edge_while_the_handler_runs_is_another),
	KUNIT_CASE(such_an_edge_waits_for_the_hart_too),
	KUNIT_CASE(an_edge_while_disabled_comes_once_when_enabled),
	KUNIT_CASE(an_edge_after_disabling_in_the_handler_waits),
	KUNIT_CASE(edges_from_before_the_request_are_nobody_s),
	KUNIT_CASE(an_edge_of_an_old_type_is_forgotten),
	KUNIT_CASE(a_level_is_one_interrupt_per_cause),
	KUNIT_CASE(a_level_that_stays_comes_again),
	KUNIT_CASE(a_level_with_a_thread_is_one_run_per_cause),
	KUNIT_CASE(a_type_that_makes_no_sense_is_refused),
	KUNIT_CASE(an_ack_is_one_blind_write),
	KUNIT_CASE(unmasking_clears_no_edge),
	KUNIT_CASE(lines_leave_each_other_alone),
	KUNIT_CASE(an_output_is_no_interrupt),
	KUNIT_CASE(a_line_without_a_pad_is_no_interrupt),
	{}
};

static struct kunit_suite gpiohs_irq_suite = {
	.name = "k210-gpiohs-irq",
	.init = gpiohs_irq_init,
	.exit = gpiohs_irq_exit,
	.test_cases = gpiohs_irq_cases,
};

kunit_test_suite(gpiohs_irq_suite);
