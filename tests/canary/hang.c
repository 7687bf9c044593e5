// SPDX-License-Identifier: GPL-2.0-only
/* What never ends, comes late, or ends the machine. */

#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/interrupt.h>
#include <linux/irq.h>
#include <linux/pid.h>
#include <linux/preempt.h>
#include <linux/processor.h>
#include <linux/ptrace.h>
#include <linux/rcupdate.h>
#include <linux/sched/task.h>
#include <linux/sched/task_stack.h>
#include <linux/smp.h>
#include <linux/workqueue.h>

#include "canary.h"

static int never(bool bad)
{
	DECLARE_COMPLETION_ONSTACK(done);

	if (!bad)
		complete(&done);
	wait_for_completion(&done);
	return 0;
}

static void spin(void *bad)
{
	while (bad)
		cpu_relax();
	mdelay(1);
}

static void called(struct rcu_head *head)
{
}

/* RCU only tells of a hart that somebody has to wait for. */
static void let_rcu_wait(void)
{
	static struct rcu_head head;

	call_rcu(&head, called);
}

/* Newer kernels would preempt it. */
static int spin_here(bool bad)
{
	if (bad)
		let_rcu_wait();
	preempt_disable();
	spin(bad ? &bad : NULL);
	preempt_enable();
	return 0;
}

static int spin_irqs_off(bool bad)
{
	if (bad)
		let_rcu_wait();
	local_irq_disable();
	spin(bad ? &bad : NULL);
	local_irq_enable();
	return 0;
}

/* In an interrupt, on all harts. */
static int spin_everywhere(bool bad)
{
	on_each_cpu(spin, bad ? &bad : NULL, 1);
	return 0;
}

static bool warn_later;

static void work_fn(struct work_struct *work)
{
	WARN_ON(warn_later);
}

static DECLARE_DELAYED_WORK(work, work_fn);

static int later(bool bad)
{
	warn_later = bad;
	schedule_delayed_work(&work, HZ / 2);
	return 0;
}

static void cancel(bool bad)
{
	cancel_delayed_work_sync(&work);
}

/*
 * The work comes when its code is gone, which a busy machine may take a second
 * for.
 */
static void forget(bool bad)
{
	if (bad)
		schedule_delayed_work(&work, 3 * HZ);
}

static int nothing(bool bad)
{
	return 0;
}

static void warn_in_exit(bool bad)
{
	WARN_ON(bad);
}

static int fail(bool bad)
{
	return bad ? -EBUSY : 0;
}

static int succeed_oddly(bool bad)
{
	return bad;
}

static irqreturn_t ignore(int irq, void *data)
{
	return IRQ_NONE;
}

static irqreturn_t handle(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* The kernel counts to 100000, and starts again after a pause. */
static int nobody(bool bad)
{
	int irq = irq_alloc_desc(NUMA_NO_NODE), ret;

	if (irq < 0)
		return irq;
	irq_set_chip_and_handler(irq, &dummy_irq_chip, handle_simple_irq);
	ret = request_irq(irq, bad ? ignore : handle, 0, "canary", NULL);
	if (!ret) {
		for (int i = 0; i < (bad ? 1000000 : 200000); i++) {
			generic_handle_irq_safe(irq);
			if (irqd_irq_disabled(irq_get_irq_data(irq)))
				break;
		}
		free_irq(irq, NULL);
	}
	irq_free_desc(irq);
	return ret;
}

/* A signal that is sent to PID 1 would be ignored, its own fault is not. */
static int kill_init(bool bad)
{
	struct pid *pid = find_get_pid(1);
	struct task_struct *task = get_pid_task(pid, PIDTYPE_PID);
	struct pt_regs *regs = task_pt_regs(task);

	instruction_pointer_set(regs, bad ? 0 : instruction_pointer(regs));
	put_task_struct(task);
	put_pid(pid);
	return 0;
}

const struct canary hang_canaries[] = {
	{ "never", never },
	{ "spin", spin_here },
	{ "spin-irqs-off", spin_irqs_off },
	{ "spin-everywhere", spin_everywhere },
	{ "later", later, cancel },
	{ "forgotten", nothing, forget },
	{ "exit", nothing, warn_in_exit },
	{ "fail", fail },
	{ "odd", succeed_oddly },
	{ "nobody", nobody },
	{ "kill-init", kill_init },
	{ }
};
