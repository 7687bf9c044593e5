/* SPDX-License-Identifier: MIT */
/*
 * What happens when a pin changes.
 *
 * There are three ways, one on top of the other: k210_pin_fd() can be polled,
 * and k210_pin_read_events() reads. k210_pin_dispatch() reads and calls the
 * pin's handler. A loop does so for many pins, those of high priority first,
 * and may have a thread for it.
 *
 * Levels: the kernel reports edges only. A level is its edge, and then another
 * look each time that handlers have been called: while the pad is still active
 * another event follows, at most one each millisecond. So the first event is
 * the hardware's, later ones are as late as the look; and a level that comes
 * and goes between two looks is one event.
 *
 * Edges of outputs: where an output has a trigger, each k210_pin_set() and
 * toggle that changes it makes an event; the outside's changes make none. As
 * many are kept as the kernel keeps of inputs.
 *
 * Threads: all that is here may be called by any thread, but not to close or
 * free what another is using, other than a loop's thread. A handler runs in one
 * thread at a time. k210_pin_irq(), k210_pin_irq_enable(), k210_loop_remove(),
 * k210_loop_free() and k210_pin_close() return once it has ended, where it runs
 * in another thread: two handlers that do so to each other's pins wait for ever.
 */
#ifndef K210GPIO_IRQ_H
#define K210GPIO_IRQ_H

#include "types.h"

struct pollfd;

K210_BEGIN

struct k210_pin;
struct k210_loop;

/* It never grows: what tells more would be another call. */
struct k210_event {
	uint64_t time_ns;  /* CLOCK_MONOTONIC, when the kernel handled it */
	uint32_t type;	   /* one of K210_RISING ... K210_HIGH_LEVEL */
	uint32_t line;	   /* its offset at the chip */
	uint32_t seq;	   /* counts the events of all lines of a handle */
	uint32_t line_seq; /* counts the events of this line */
	/*
	 * Of this line, so many before it were lost, since nobody read them in
	 * time; the oldest go first.
	 */
	uint32_t lost;
	uint32_t reserved;
	struct k210_pin *pin; /* NULL for events of k210gpio/lines.h */
	void *user;	      /* as given with the handler */
};

typedef void (*k210_irq_fn)(const struct k210_event *event);

/* Power modes that an interrupt can end. The chip has no others. */
#define K210_WAKE_NONE 0U
/* Out of waiting, in a machine that is awake: always so. */
#define K210_WAKE_IDLE 1U

/*
 * k210_pin_irq() - have a handler called.
 * @trigger: K210_RISING, K210_FALLING, K210_BOTH, K210_LOW_LEVEL or
 *	K210_HIGH_LEVEL; of the pin's logical value; 0 for none, without @fn
 * @prio: 1 to 7; handlers of events that are waiting together are called
 *	in this order, 7 first, then in that of time. 0 is 1.
 * @wake: K210_WAKE_NONE or K210_WAKE_IDLE
 * @fn: called by whoever dispatches; it may call anything with the pin but
 *	k210_pin_close(). NULL to have none any more.
 * @user: for the event's @user
 *
 * Events that wait already are told, unless the trigger is another one than
 * before. Those that were stopped start.
 *
 * Errors: -EOPNOTSUPP for other @wake: the K210 has no sleep that a pin could
 * end; -ENXIO for lines without interrupts; -EPERM for a pin that is K210_ALT.
 */
K210_API int k210_pin_irq(struct k210_pin *p, unsigned int trigger, int prio,
			  unsigned int wake, k210_irq_fn fn, void *user);

/*
 * k210_pin_irq_enable() - stop (0) or start (1) events. What happens while they
 * are stopped is not told later.
 *
 * Events that wait when they are stopped aren't told either; a level that is
 * active when they start is.
 *
 * Errors: -EINVAL if there is no trigger.
 */
K210_API int k210_pin_irq_enable(struct k210_pin *p, int on);

/*
 * k210_pin_irq_trigger() - Return: the trigger, 0 for none; changed first
 * unless @trigger is 0.
 *
 * Errors: as of k210_pin_irq().
 */
K210_API int k210_pin_irq_trigger(struct k210_pin *p, unsigned int trigger);

/*
 * k210_pin_irq_fire() - call the handler here and now, with an event of type 0,
 * whose numbers are those of the last one told.
 *
 * Errors: -EINVAL if there is no handler.
 */
K210_API int k210_pin_irq_fire(struct k210_pin *p);

/*
 * k210_pin_irq_flags() - inside the pin's handler: its event's type; else 0,
 * also for other threads.
 */
K210_API unsigned int k210_pin_irq_flags(struct k210_pin *p);

/*
 * k210_pin_fd() - readable when there is an edge; not for events of levels that
 * stay nor of outputs, for which k210_pin_timeout() is. Return: -EPERM for a
 * pin that is K210_ALT.
 */
K210_API int k210_pin_fd(struct k210_pin *p);

/*
 * k210_pin_timeout() - in how many milliseconds there may be an event without
 * k210_pin_fd() being readable: for poll(). Return: -1 for never, -EINVAL for
 * NULL.
 *
 * Of an output with a trigger it is never more than 10, since another thread
 * may write to it; not so in a library that was built without threads.
 */
K210_API int k210_pin_timeout(struct k210_pin *p);

/*
 * k210_pin_read_events() - those that are there, without waiting.
 * @max: how many fit, at least 1
 *
 * Return: how many, 0 for none. Errors: -EINVAL if none fits, -EPERM for a pin
 * that is K210_ALT, -ENODEV once its chip is gone.
 */
K210_API int k210_pin_read_events(struct k210_pin *p, struct k210_event *ev,
				  int max);

/*
 * k210_pin_read_event() - one of them, without a struct: for other languages.
 * @time_ns, @lost: filled as that struct's; NULL is allowed
 *
 * Return: its type, K210_RISING ...; 0 for none. Errors: likewise.
 */
K210_API int k210_pin_read_event(struct k210_pin *p, uint64_t *time_ns,
				 uint32_t *lost);

/*
 * k210_pin_dispatch() - wait for events, and call the handler for each.
 * @timeout_ms: 0 to not wait, -1 to wait for ever
 *
 * It handles what is waiting, not what its handlers cause.
 *
 * Return: how many, 0 after the time; -EINTR after a signal; -EINVAL if there
 * is no handler; -EBUSY while it runs, and if the pin's loop has a thread;
 * -ENODEV once its chip is gone.
 */
K210_API int k210_pin_dispatch(struct k210_pin *p, int timeout_ms);

/* k210_loop_new() - a loop without pins. @flags: 0. Errors: -EMFILE. */
K210_API int k210_loop_new(struct k210_loop **loop, unsigned int flags);

/*
 * k210_loop_free() - stop its thread, forget its pins. NULL is allowed. Not for
 * handlers that it calls.
 */
K210_API void k210_loop_free(struct k210_loop *loop);

/*
 * k210_loop_add() - dispatch a pin's events; it leaves when it is closed.
 *
 * Errors: -EBUSY if it is in a loop already, -EPERM for a pin that is K210_ALT.
 */
K210_API int k210_loop_add(struct k210_loop *loop, struct k210_pin *p);

/* k210_loop_remove() - Errors: -ENOENT if it isn't in the loop. */
K210_API int k210_loop_remove(struct k210_loop *loop, struct k210_pin *p);

/*
 * k210_loop_dispatch() - as k210_pin_dispatch(), of all its pins that have
 * handlers. A handler may add and remove pins, and close those that aren't its
 * own.
 *
 * Return: likewise, but for -EINVAL. -EBUSY if the loop is dispatched already:
 * by its thread, or around the handler that calls this. -ENODEV is told once of
 * a pin, which then has no more events.
 */
K210_API int k210_loop_dispatch(struct k210_loop *loop, int timeout_ms);

/*
 * k210_loop_fds() - what to poll, in place of a wait in k210_loop_dispatch().
 * @fds: @max of them are filled in
 *
 * Return: how many there are.
 */
K210_API int k210_loop_fds(struct k210_loop *loop, struct pollfd *fds,
			   size_t max);

/*
 * k210_loop_fd() - one descriptor that is readable when one of them is.
 *
 * Errors: -ENOSYS on kernels without epoll, as those for 8 MiB are: use
 * k210_loop_fds() there. -ENOSPC if it can't watch all of its pins; pins that
 * come later are watched if that can be, which another call tells.
 */
K210_API int k210_loop_fd(struct k210_loop *loop);

/* k210_loop_timeout() - as k210_pin_timeout(), of all its pins. */
K210_API int k210_loop_timeout(struct k210_loop *loop);

/*
 * k210_loop_start_thread() - dispatch in a thread, until k210_loop_free().
 * @rt_prio: 0, or 1 to 99 for SCHED_FIFO
 *
 * All signals are blocked in it. Its stack is libc's default, or 32 KiB where
 * there is no memory for that.
 *
 * Errors: -EALREADY, -EPERM if the priority isn't allowed, -EAGAIN if there is
 * no memory for its stack, -EBUSY inside k210_loop_dispatch(), -ENOSYS if the
 * library was built without threads.
 */
K210_API int k210_loop_start_thread(struct k210_loop *loop, int rt_prio);

K210_END

#endif
