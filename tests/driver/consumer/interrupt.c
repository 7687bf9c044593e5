// SPDX-License-Identifier: GPL-2.0-only
/* Interrupts: their handlers, and when those are done. */

#include <linux/cpumask.h>
#include <linux/delay.h>
#include <linux/gpio/consumer.h>
#include <linux/gpio/driver.h>
#include <linux/gpio/machine.h>
#include <linux/interrupt.h>
#include <linux/smp.h>
#include <linux/workqueue.h>

#include "consumer.h"

/* False when the line does not do so in time. */
static bool changes(struct slot *slot)
{
	int value = gpiod_get_raw_value(slot->desc);

	for (int us = 0; us < PATIENCE_US; us++) {
		if (gpiod_get_raw_value(slot->desc) != value)
			return true;
		udelay(1);
	}
	return false;
}

static irqreturn_t consumer_run(int irq, void *data)
{
	struct slot *slot = data;

	atomic_inc(&slot->runs);
	atomic_inc(&slot->harts[smp_processor_id() % HARTS]);
	if (atomic_read(&slot->until_off) &&
	    atomic_dec_and_test(&slot->until_off))
		disable_irq_nosync(irq);
	for (int n = atomic_xchg(&slot->again, 0); n; n--)
		if (!changes(slot))
			atomic_inc(&slot->late);
	consumer_act(slot, &slot->hard);
	return IRQ_HANDLED;
}

static irqreturn_t consumer_wake(int irq, void *data)
{
	consumer_run(irq, data);
	return IRQ_WAKE_THREAD;
}

static irqreturn_t consumer_thread(int irq, void *data)
{
	struct slot *slot = data;

	atomic_inc(&slot->threads);
	consumer_act(slot, &slot->thread);
	if (!xchg(&slot->hold, 0))
		return IRQ_HANDLED;
	complete(&slot->held);
	if (!consumer_waited(&slot->go))
		atomic_inc(&slot->late);
	return IRQ_HANDLED;
}

void consumer_put(struct slot *slot)
{
	if (slot->irq > 0)
		free_irq(slot->irq, slot);
	slot->irq = 0;
	if (!slot->alone && !IS_ERR_OR_NULL(slot->desc))
		gpiochip_free_own_desc(slot->desc);
	slot->desc = NULL;
	if (slot->by)
		gpiochip_free_own_desc(slot->by);
	slot->by = NULL;
	gpio_device_put(slot->gdev);
	slot->gdev = NULL;
}

static struct gpio_desc *consumer_desc(struct slot *slot, unsigned int line)
{
	if (slot->alone)
		return gpio_device_get_desc(slot->gdev, line);
	return gpiochip_request_own_desc(gpio_device_get_chip(slot->gdev), line,
					 slot->name, GPIO_ACTIVE_HIGH,
					 GPIOD_IN);
}

int consumer_get(struct slot *slot, unsigned int line, unsigned long type,
		 bool threaded)
{
	int irq, ret;

	slot->desc = consumer_desc(slot, line);
	if (IS_ERR(slot->desc))
		return PTR_ERR(slot->desc);
	irq = gpiod_to_irq(slot->desc);
	if (irq < 0)
		return irq;
	ret = request_threaded_irq(irq,
				   threaded ? consumer_wake : consumer_run,
				   threaded ? consumer_thread : NULL,
				   type | (threaded && !slot->unmasked ?
					   IRQF_ONESHOT : 0),
				   slot->name, slot);
	if (!ret)
		slot->irq = irq;
	return ret;
}

static long consumer_nothing(void *data)
{
	return 0;
}

/*
 * A thread of a hart's own runs there with interrupts on, so that whatever was
 * raised before has been taken. (A call of the hart is no such proof: an idle
 * one looks for those with interrupts off.)
 */
static void consumer_visit_harts(void)
{
	int hart;

	for_each_online_cpu(hart)
		work_on_cpu(hart, consumer_nothing, NULL);
}

/* What is unmasked at the end of a thread needs another round. */
void consumer_settle(struct slot *slot)
{
	int runs;

	do {
		runs = atomic_read(&slot->runs);
		consumer_visit_harts();
		synchronize_irq(slot->irq);
		consumer_visit_harts();
	} while (atomic_read(&slot->runs) != runs);
}
