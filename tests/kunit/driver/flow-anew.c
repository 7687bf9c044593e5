// SPDX-License-Identifier: GPL-2.0-only
/*
 * Cases of flow.h where an interrupt's user has left and another has come, and
 * about the flow that the first interrupt of each user has.
 */

#include <kunit/test.h>
#include <linux/bottom_half.h>
#include <linux/gpio/driver.h>
#include <linux/interrupt.h>
#include <linux/irq.h>
#include <linux/irqdesc.h>
#include <linux/irqflags.h>

#include "flow.h"

/*
 * The other hart has claimed it, and gets on with it now. The PLIC's driver
 * sees to completions of what is off.
 */
static void handle_on_other_hart(struct user *user)
{
	generic_handle_irq_safe(user->irq);
	user->flow->plic.lost = 0;
}

/*
 * Another user of the line, whom nothing of the one before reaches: neither from
 * the PLIC nor from the irq core, which would do that in a softirq of this hart.
 */
static void use_anew(struct kunit *test, struct user *user)
{
	migrate_disable();
	KUNIT_EXPECT_EQ(test, 0, flow_request(user, IRQ_TYPE_EDGE_RISING));
	local_bh_disable();
	local_bh_enable();
	migrate_enable();
	flow_deliver(user);
	KUNIT_EXPECT_EQ(test, user->count, 0);
	flow_input(user, false);
	flow_pulse(user);
	flow_pulse(user);
	KUNIT_EXPECT_EQ(test, user->count, 2);
}

void an_edge_noted_before_the_request_is_nobody_s(struct kunit *test)
{
	struct user *user = flow_use(test, 5, IRQ_TYPE_EDGE_RISING);

	flow_input(user, true);
	plic_model_note(&user->flow->plic);
	free_irq(user->irq, user);
	use_anew(test, user);
}

void an_edge_claimed_before_the_request_is_nobody_s(struct kunit *test)
{
	struct user *user = flow_use(test, 5, IRQ_TYPE_EDGE_RISING);

	flow_input(user, true);
	free_irq(user->irq, user);
	handle_on_other_hart(user);
	use_anew(test, user);
}

/* An edge that the irq core keeps, as the interrupt was off. */
static struct user *use_and_keep(struct kunit *test)
{
	struct user *user = flow_use(test, 5, IRQ_TYPE_EDGE_RISING);

	flow_input(user, true);
	disable_irq(user->irq);
	handle_on_other_hart(user);
	return user;
}

void an_edge_kept_before_the_request_is_nobody_s(struct kunit *test)
{
	struct user *user = use_and_keep(test);

	free_irq(user->irq, user);
	use_anew(test, user);
}

/* Also if one comes before what is kept would. */
void an_edge_kept_before_the_request_never_comes(struct kunit *test)
{
	struct user *user = use_and_keep(test);

	free_irq(user->irq, user);
	flow_input(user, false);
	KUNIT_EXPECT_EQ(test, 0, flow_request(user, IRQ_TYPE_EDGE_RISING |
						    IRQF_NO_AUTOEN));
	local_bh_disable();
	enable_irq(user->irq);
	flow_pulse(user);
	local_bh_enable();
	KUNIT_EXPECT_EQ(test, user->count, 1);
}

/* The first of a user, which comes where that of another would not. */
void an_edge_kept_since_the_request_is_not_lost(struct kunit *test)
{
	struct user *user = use_and_keep(test);

	local_bh_disable();
	enable_irq(user->irq);
	local_bh_enable();
	KUNIT_EXPECT_EQ(test, user->count, 1);
}

void a_level_from_before_the_request_is_nobody_s(struct kunit *test)
{
	struct user *user = flow_use(test, 5, IRQ_TYPE_LEVEL_HIGH);

	flow_input(user, true);
	plic_model_note(&user->flow->plic);
	free_irq(user->irq, user);
	flow_input(user, false);
	KUNIT_EXPECT_EQ(test, 0, flow_request(user, IRQ_TYPE_LEVEL_HIGH));
	handle_on_other_hart(user);
	flow_deliver(user);
	KUNIT_EXPECT_EQ(test, user->count, 0);
	user->act = flow_lower;
	flow_input(user, true);
	flow_deliver(user);
	KUNIT_EXPECT_EQ(test, user->count, 1);
}

/* Also if the type changes before any has come. */
void an_edge_of_an_old_type_and_user_is_nobody_s(struct kunit *test)
{
	struct user *user = flow_use(test, 5, IRQ_TYPE_EDGE_RISING);

	flow_input(user, true);
	plic_model_note(&user->flow->plic);
	free_irq(user->irq, user);
	KUNIT_EXPECT_EQ(test, 0, flow_request(user, IRQ_TYPE_EDGE_RISING));
	KUNIT_EXPECT_EQ(test, 0, irq_set_irq_type(user->irq,
						  IRQ_TYPE_EDGE_FALLING));
	handle_on_other_hart(user);
	flow_deliver(user);
	KUNIT_EXPECT_EQ(test, user->count, 0);
	flow_input(user, false);
	flow_deliver(user);
	KUNIT_EXPECT_EQ(test, user->count, 1);
}

/* An edge's would run the handler of a level twice. */
void the_first_has_the_flow_of_the_type_by_then(struct kunit *test)
{
	struct user *user = flow_use(test, 5, IRQ_TYPE_EDGE_RISING);

	KUNIT_EXPECT_EQ(test, 0, irq_set_irq_type(user->irq,
						  IRQ_TYPE_LEVEL_HIGH));
	user->act = flow_lower;
	flow_input(user, true);
	flow_deliver(user);
	KUNIT_EXPECT_EQ(test, user->count, 1);
	flow_input(user, true);
	flow_deliver(user);
	KUNIT_EXPECT_EQ(test, user->count, 2);
}

/* One that another hart got the flow for before the first was handled. */
void after_the_first_no_cause_is_looked_for(struct kunit *test)
{
	struct user *user = flow_use(test, 5, IRQ_TYPE_EDGE_RISING);
	struct irq_desc *desc = irq_data_to_desc(irq_get_irq_data(user->irq));
	irq_flow_handler_t first = desc->handle_irq;
	unsigned long flags;

	flow_pulse(user);
	KUNIT_EXPECT_PTR_NE(test, desc->handle_irq, first);
	local_irq_save(flags);
	first(desc);
	local_irq_restore(flags);
	KUNIT_EXPECT_EQ(test, user->count, 2);
}

static void count_chained(struct irq_desc *desc)
{
	struct user *user = irq_desc_get_handler_data(desc);
	struct irq_data *d = irq_desc_get_irq_data(desc);

	d->chip->irq_ack(d);
	user->count++;
}

void a_chained_handler_has_all_interrupts(struct kunit *test)
{
	struct user *user = flow_use(test, 5, IRQ_TYPE_EDGE_RISING);
	unsigned int irq = user->irq;

	free_irq(irq, user);
	user->irq = 0;
	KUNIT_EXPECT_EQ(test, 0, gpiochip_lock_as_irq(user->flow->gpio, 5));
	irq_set_chained_handler_and_data(irq, count_chained, user);
	flow_pulse(user);
	flow_pulse(user);
	irq_set_chained_handler(irq, NULL);
	gpiochip_unlock_as_irq(user->flow->gpio, 5);
	KUNIT_EXPECT_EQ(test, user->count, 2);
}
