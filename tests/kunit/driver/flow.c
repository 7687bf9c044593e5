// SPDX-License-Identifier: GPL-2.0-only
/* Cases that hold for the interrupts of either block: flow.h. */

#include <kunit/test.h>
#include <linux/err.h>
#include <linux/gpio/consumer.h>
#include <linux/gpio/driver.h>
#include <linux/gpio/machine.h>
#include <linux/interrupt.h>
#include <linux/irq.h>
#include <linux/string.h>

#include "flow.h"
#include "pads.h"

static void free_users(void *data)
{
	struct flow *flow = data;

	for (int i = 0; i < FLOW_USERS; i++)
		if (flow->users[i].irq)
			free_irq(flow->users[i].irq, &flow->users[i]);
}

/* Once the lines are registered. */
void flow_init(struct kunit *test, struct flow *flow)
{
	KUNIT_ASSERT_EQ(test, 0, kunit_add_action_or_reset(test, free_users,
							   flow));
}

void flow_exit(struct kunit *test)
{
	struct flow *flow = test->priv;

	if (flow)
		KUNIT_EXPECT_EQ(test, flow->plic.lost, 0);
}

static int map(struct flow *flow, unsigned int line)
{
	return flow->gpio->to_irq(flow->gpio, line);
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

/* The line's interrupt again, which is free, with FLAGS of request_irq(). */
int flow_request(struct user *user, unsigned long flags)
{
	return request_irq(user->irq, handle, flags, "kunit", user);
}

/* A line as an interrupt of TYPE, to the handler above. */
struct user *flow_use(struct kunit *test, unsigned int line,
		      unsigned int type)
{
	struct flow *flow = test->priv;
	struct user *user = &flow->users[!!flow->users[0].irq];
	int irq = map(flow, line);

	KUNIT_ASSERT_GT(test, irq, 0);
	user->flow = flow;
	user->line = line;
	user->irq = irq;
	if (flow_request(user, type)) {
		user->irq = 0;
		KUNIT_FAIL(test, "line %u can't be requested", line);
	}
	return user;
}

void flow_input(struct user *user, bool high)
{
	user->flow->input(user->flow, user->line, high);
}

void flow_deliver(struct user *user)
{
	plic_model_deliver(&user->flow->plic);
}

/* High for a moment, or low for one, and what comes of it. */
void flow_pulse(struct user *user)
{
	bool high = *user->flow->inputs & (1U << user->line);

	flow_input(user, !high);
	flow_input(user, high);
	flow_deliver(user);
}

static void a_rising_edge_is_one_interrupt(struct kunit *test)
{
	struct user *user = flow_use(test, 5, IRQ_TYPE_EDGE_RISING);

	for (unsigned int i = 1; i <= 10; i++) {
		flow_input(user, true);
		flow_deliver(user);
		KUNIT_EXPECT_EQ(test, user->count, i);
		flow_input(user, false);
		flow_deliver(user);
		KUNIT_EXPECT_EQ(test, user->count, i);
	}
}

static void a_falling_edge_is_one_interrupt(struct kunit *test)
{
	struct user *user = flow_use(test, 7, IRQ_TYPE_EDGE_FALLING);

	for (unsigned int i = 1; i <= 10; i++) {
		flow_input(user, true);
		flow_deliver(user);
		KUNIT_EXPECT_EQ(test, user->count, i - 1);
		flow_input(user, false);
		flow_deliver(user);
		KUNIT_EXPECT_EQ(test, user->count, i);
	}
}

static void both_edges_are_an_interrupt_each(struct kunit *test)
{
	struct user *user = flow_use(test, 0, IRQ_TYPE_EDGE_BOTH);

	for (unsigned int i = 1; i <= 10; i++) {
		flow_input(user, i & 1);
		flow_deliver(user);
		KUNIT_EXPECT_EQ(test, user->count, i);
	}
}

static void again_once(struct user *user)
{
	if (user->count == 1)
		flow_pulse(user);
}

static void an_edge_while_the_handler_runs_is_another(struct kunit *test)
{
	struct user *user = flow_use(test, 5, IRQ_TYPE_EDGE_RISING);

	user->act = again_once;
	flow_pulse(user);
	KUNIT_EXPECT_EQ(test, user->count, 2);
	flow_pulse(user);
	KUNIT_EXPECT_EQ(test, user->count, 3);
}

static void raise_only(struct user *user)
{
	if (user->count == 1) {
		flow_input(user, false);
		flow_input(user, true);
	}
}

static void an_edge_in_the_handler_waits_for_its_end(struct kunit *test)
{
	struct user *user = flow_use(test, 5, IRQ_TYPE_EDGE_RISING);

	user->act = raise_only;
	flow_pulse(user);
	KUNIT_EXPECT_EQ(test, user->count, 2);
}

static void an_edge_while_disabled_comes_once_when_enabled(struct kunit *test)
{
	struct user *user = flow_use(test, 5, IRQ_TYPE_EDGE_RISING);

	disable_irq(user->irq);
	flow_pulse(user);
	flow_pulse(user);
	KUNIT_EXPECT_EQ(test, user->count, 0);
	enable_irq(user->irq);
	flow_deliver(user);
	KUNIT_EXPECT_EQ(test, user->count, 1);
	disable_irq(user->irq);
	enable_irq(user->irq);
	flow_deliver(user);
	KUNIT_EXPECT_EQ(test, user->count, 1);
}

static void disable_once(struct user *user)
{
	if (user->count == 1) {
		disable_irq_nosync(user->irq);
		flow_pulse(user);
	}
}

static void an_edge_after_disabling_in_the_handler_waits(struct kunit *test)
{
	struct user *user = flow_use(test, 5, IRQ_TYPE_EDGE_RISING);

	user->act = disable_once;
	flow_pulse(user);
	KUNIT_EXPECT_EQ(test, user->count, 1);
	enable_irq(user->irq);
	flow_deliver(user);
	KUNIT_EXPECT_EQ(test, user->count, 2);
}

static void edges_from_before_the_request_are_nobody_s(struct kunit *test)
{
	struct flow *flow = test->priv;
	struct user *user;

	for (int i = 0; i < 4; i++)
		flow->input(flow, 5, i & 1);
	user = flow_use(test, 5, IRQ_TYPE_EDGE_BOTH);
	flow_deliver(user);
	KUNIT_EXPECT_EQ(test, user->count, 0);
	flow_pulse(user);
	KUNIT_EXPECT_GT(test, user->count, 0);
}

static void an_edge_of_an_old_type_is_forgotten(struct kunit *test)
{
	struct user *user = flow_use(test, 5, IRQ_TYPE_EDGE_RISING);

	flow_pulse(user);
	KUNIT_EXPECT_EQ(test, 0, irq_set_irq_type(user->irq,
						  IRQ_TYPE_EDGE_FALLING));
	flow_deliver(user);
	KUNIT_EXPECT_EQ(test, user->count, 1);
	flow_input(user, true);
	flow_deliver(user);
	KUNIT_EXPECT_EQ(test, user->count, 1);
	flow_input(user, false);
	flow_deliver(user);
	KUNIT_EXPECT_EQ(test, user->count, 2);
}

void flow_lower(struct user *user)
{
	flow_input(user, false);
}

static void heighten(struct user *user)
{
	flow_input(user, true);
}

static void a_level_is_one_interrupt_per_cause(struct kunit *test)
{
	struct user *high = flow_use(test, 5, IRQ_TYPE_LEVEL_HIGH);
	struct user *low;

	high->act = flow_lower;
	for (unsigned int i = 1; i <= 5; i++) {
		flow_input(high, true);
		flow_deliver(high);
		KUNIT_EXPECT_EQ(test, high->count, i);
	}
	high->flow->input(high->flow, 7, true);
	low = flow_use(test, 7, IRQ_TYPE_LEVEL_LOW);
	low->act = heighten;
	flow_deliver(low);
	KUNIT_EXPECT_EQ(test, low->count, 0);
	for (unsigned int i = 1; i <= 5; i++) {
		flow_input(low, false);
		flow_deliver(low);
		KUNIT_EXPECT_EQ(test, low->count, i);
	}
}

static void lower_at_last(struct user *user)
{
	if (user->count == 3)
		flow_input(user, false);
}

static void a_level_that_stays_comes_again(struct kunit *test)
{
	struct user *user = flow_use(test, 5, IRQ_TYPE_LEVEL_HIGH);

	user->act = lower_at_last;
	flow_input(user, true);
	flow_deliver(user);
	KUNIT_EXPECT_EQ(test, user->count, 3);
}

static void a_level_with_a_thread_is_one_run_per_cause(struct kunit *test)
{
	struct user *user = flow_use(test, 5, IRQ_TYPE_LEVEL_HIGH);
	unsigned int irq = user->irq;

	free_irq(irq, user);
	user->irq = 0;
	user->act = flow_lower;
	KUNIT_ASSERT_EQ(test, 0,
			request_threaded_irq(irq, wake_thread, handle_in_thread,
					     IRQ_TYPE_LEVEL_HIGH | IRQF_ONESHOT,
					     "kunit", user));
	user->irq = irq;
	for (unsigned int i = 1; i <= 5; i++) {
		flow_input(user, true);
		flow_deliver(user);
		synchronize_irq(irq);
		flow_deliver(user);
		KUNIT_EXPECT_EQ(test, user->count, i);
		KUNIT_EXPECT_EQ(test, user->threads, i);
	}
}

static void a_type_that_makes_no_sense_is_refused(struct kunit *test)
{
	static const unsigned int types[] = { 5, 6, 7, 9, 10, 11, 12, 13, 15 };
	struct user *user = flow_use(test, 5, IRQ_TYPE_EDGE_RISING);

	for (int i = 0; i < ARRAY_SIZE(types); i++)
		KUNIT_EXPECT_EQ(test, -EINVAL,
				irq_set_irq_type(user->irq, types[i]));
	flow_pulse(user);
	KUNIT_EXPECT_EQ(test, user->count, 1);
}

static void lines_leave_each_other_alone(struct kunit *test)
{
	struct user *one = flow_use(test, 5, IRQ_TYPE_EDGE_RISING);
	struct user *two = flow_use(test, 7, IRQ_TYPE_EDGE_RISING);

	flow_input(two, true);
	flow_pulse(one);
	KUNIT_EXPECT_EQ(test, one->count, 1);
	KUNIT_EXPECT_EQ(test, two->count, 1);
	disable_irq(two->irq);
	flow_pulse(one);
	flow_input(two, false);
	flow_input(two, true);
	flow_deliver(two);
	KUNIT_EXPECT_EQ(test, one->count, 2);
	KUNIT_EXPECT_EQ(test, two->count, 1);
	enable_irq(two->irq);
	flow_deliver(two);
	KUNIT_EXPECT_EQ(test, one->count, 2);
	KUNIT_EXPECT_EQ(test, two->count, 2);
}

static void an_output_is_no_interrupt(struct kunit *test)
{
	struct flow *flow = test->priv;
	struct gpio_chip *gpio = flow->gpio;
	struct user *user = &flow->users[0];
	int irq = map(flow, 5);

	KUNIT_EXPECT_EQ(test, 0, gpio->direction_output(gpio, 5, 0));
	KUNIT_EXPECT_EQ(test, -EIO, request_irq(irq, handle,
						IRQ_TYPE_EDGE_RISING, "kunit",
						user));
	KUNIT_EXPECT_FALSE(test, k210_pads_in_use(flow->pads, flow->pad + 5));
	KUNIT_EXPECT_EQ(test, 0, gpio->direction_input(gpio, 5));
	flow_use(test, 5, IRQ_TYPE_EDGE_RISING);
	KUNIT_EXPECT_TRUE(test, k210_pads_in_use(flow->pads, flow->pad + 5));
}

static void only_an_interrupt_that_is_off_may_drive(struct kunit *test)
{
	struct user *user = flow_use(test, 5, IRQ_TYPE_EDGE_RISING);
	struct gpio_desc *desc =
		gpiochip_request_own_desc(user->flow->gpio, 5, "kunit",
					  GPIO_ACTIVE_HIGH, GPIOD_ASIS);

	KUNIT_ASSERT_FALSE(test, IS_ERR(desc));
	KUNIT_EXPECT_EQ(test, -EIO, gpiod_direction_output(desc, 0));
	disable_irq(user->irq);
	KUNIT_EXPECT_EQ(test, 0, gpiod_direction_output(desc, 0));
	KUNIT_EXPECT_EQ(test, 0, gpiod_direction_input(desc));
	enable_irq(user->irq);
	KUNIT_EXPECT_EQ(test, -EIO, gpiod_direction_output(desc, 0));
	gpiochip_free_own_desc(desc);
}

static void a_line_without_a_pad_is_no_interrupt(struct kunit *test)
{
	struct flow *flow = test->priv;
	int irq = map(flow, 5);
	unsigned int blocker;

	KUNIT_ASSERT_EQ(test, 0, k210_pads_route(flow->pads, flow->pad + 5, 120,
						 false, &blocker));
	KUNIT_EXPECT_EQ(test, -ENXIO, request_irq(irq, handle,
						  IRQ_TYPE_EDGE_RISING, "kunit",
						  &flow->users[0]));
}

const struct flow_case flow_cases[FLOW_CASES] = {
	{ "a rising edge is one interrupt", a_rising_edge_is_one_interrupt },
	{ "a falling edge is one interrupt", a_falling_edge_is_one_interrupt },
	{ "both edges are an interrupt each",
	  both_edges_are_an_interrupt_each },
	{ "an edge while the handler runs is another",
	  an_edge_while_the_handler_runs_is_another },
	{ "an edge in the handler waits for its end",
	  an_edge_in_the_handler_waits_for_its_end },
	{ "an edge while disabled comes once when enabled",
	  an_edge_while_disabled_comes_once_when_enabled },
	{ "an edge after disabling in the handler waits",
	  an_edge_after_disabling_in_the_handler_waits },
	{ "edges from before the request are nobody's",
	  edges_from_before_the_request_are_nobody_s },
	{ "an edge noted before the request is nobody's",
	  an_edge_noted_before_the_request_is_nobody_s },
	{ "an edge claimed before the request is nobody's",
	  an_edge_claimed_before_the_request_is_nobody_s },
	{ "an edge kept before the request is nobody's",
	  an_edge_kept_before_the_request_is_nobody_s },
	{ "an edge kept before the request never comes",
	  an_edge_kept_before_the_request_never_comes },
	{ "an edge kept since the request is not lost",
	  an_edge_kept_since_the_request_is_not_lost },
	{ "a level from before the request is nobody's",
	  a_level_from_before_the_request_is_nobody_s },
	{ "an edge of an old type and user is nobody's",
	  an_edge_of_an_old_type_and_user_is_nobody_s },
	{ "the first has the flow of the type by then",
	  the_first_has_the_flow_of_the_type_by_then },
	{ "after the first no cause is looked for",
	  after_the_first_no_cause_is_looked_for },
	{ "a chained handler has all interrupts",
	  a_chained_handler_has_all_interrupts },
	{ "an edge of an old type is forgotten",
	  an_edge_of_an_old_type_is_forgotten },
	{ "a level is one interrupt per cause",
	  a_level_is_one_interrupt_per_cause },
	{ "a level that stays comes again", a_level_that_stays_comes_again },
	{ "a level with a thread is one run per cause",
	  a_level_with_a_thread_is_one_run_per_cause },
	{ "a type that makes no sense is refused",
	  a_type_that_makes_no_sense_is_refused },
	{ "lines leave each other alone", lines_leave_each_other_alone },
	{ "an output is no interrupt", an_output_is_no_interrupt },
	{ "only an interrupt that is off may drive",
	  only_an_interrupt_that_is_off_may_drive },
	{ "a line without a pad is no interrupt",
	  a_line_without_a_pad_is_no_interrupt },
};

void flow_describe(const struct flow_case *one, char *text)
{
	snprintf(text, KUNIT_PARAM_DESC_SIZE, "%s", one->name);
}
