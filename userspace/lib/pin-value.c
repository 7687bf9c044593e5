// SPDX-License-Identifier: MIT
/* What is called most: each is one ioctl, and little else. */
#include <errno.h>
#include <linux/gpio.h>

#include "error.h"
#include "irq.h"
#include "pin.h"
#include "sys.h"

/* How often a write is tried again that came while modes changed. */
#define TRIES 3

/* What is seldom, and would make the rest slow. */
#define SELDOM __attribute__((noinline, cold))

SELDOM int k210_pin_null(void)
{
	return k210_fail(-EINVAL, "a pin is needed, not NULL");
}

SELDOM static int explain(const struct k210_pin *p, int error)
{
	if (!p)
		return k210_pin_null();
	if (error == -EBADF || PEEK(p->fd) < 0)
		return k210_fail(
			-EPERM,
			"%s carries no line's function: it has no value",
			p->name);
	if (error == -ENODEV)
		return k210_fail(error, "%s: its chip is gone", p->name);
	return k210_fail(error, "%s: the kernel refused it: error %d", p->name,
			 -error);
}

K210_API int k210_pin_get(struct k210_pin *p)
{
	struct gpio_v2_line_values values;
	long error = -EINVAL;

	values.mask = 1;
	if (p)
		error = sys_ioctl(PEEK(p->fd), GPIO_V2_LINE_GET_VALUES_IOCTL,
				  &values);
	return error < 0 ? explain(p, error) : (int)(values.bits & 1);
}

K210_API int k210_pin_get_out(const struct k210_pin *p)
{
	return p ? (int)p->out : k210_pin_null();
}

const struct gpio_v2_line_values k210_pin_values[2] = {
	{ .mask = 1, .bits = 0 },
	{ .mask = 1, .bits = 1 },
};

__attribute__((always_inline)) static inline long
write_line(const struct k210_pin *p, long fd, long v)
{
	return sys_ioctl(fd, GPIO_V2_LINE_SET_VALUES_IOCTL,
			 (void *)&p->values[v]);
}

/*
 * Others may ask for another value meanwhile: whoever did so last drives it
 * last, since nobody stops before the line is what p->out says.
 */
SELDOM int k210_pin_redrive(struct k210_pin *p)
{
	int tries = 0;
	long v;

	do {
		long error;

		v = PEEK(p->out);
		if (!PEEK(p->drives))
			return PEEK(p->fd) < 0 ? -EBADF : 0;
		error = write_line(p, PEEK(p->fd), v);
		if (error < 0 && tries++ < TRIES)
			v = !v;
		else if (error < 0)
			return explain(p, error);
	} while (v != PEEK(p->out));
	return 0;
}

/*
 * A write that is more than one: to an input, with a trigger, or refused. That
 * is taken back; if it is a line by then, which others may have driven, it isn't
 * refused, but comes after theirs. What others set who began before it was a
 * line, and go on when it is, may be taken back, too: they can't be told apart.
 */
SELDOM static int drive_slowly(struct k210_pin *p, long was, long v, bool sets)
{
	int error;

	while ((error = k210_pin_redrive(p))) {
		long change = was ^ v;

		atomic_fetch_xor_explicit(&p->out, change,
					  memory_order_relaxed);
		atomic_thread_fence(memory_order_seq_cst);
		if (error != -EBADF || PEEK(p->fd) < 0)
			return explain(p, error);
		if (sets) {
			was = atomic_exchange_explicit(&p->out, v,
						       memory_order_relaxed);
		} else {
			was = atomic_fetch_xor_explicit(&p->out, change,
							memory_order_relaxed);
			v = was ^ change;
		}
		atomic_thread_fence(memory_order_seq_cst);
	}
	if (PEEK(p->tells) && was != v)
		k210_irq_wrote(p, v);
	return 0;
}

/*
 * Whether the line may be driven is asked after p->out says what to drive, and
 * whoever changes modes does these two the other way round.
 */
__attribute__((always_inline)) static inline int
drive(struct k210_pin *p, long was, long v, bool sets)
{
	atomic_thread_fence(memory_order_seq_cst);

	long fd = PEEK(p->direct);

	if (fd < 0)
		return drive_slowly(p, was, v, sets);
	if (write_line(p, fd, v) || PEEK(p->out) != v)
		return drive_slowly(p, was, v, sets);
	return 0;
}

K210_API int k210_pin_set(struct k210_pin *p, int v)
{
	if (!p)
		return k210_pin_null();

	long bit = v != 0;

	return drive(
		p, atomic_exchange_explicit(&p->out, bit, memory_order_relaxed),
		bit, true);
}

K210_API int k210_pin_toggle(struct k210_pin *p)
{
	if (!p)
		return k210_pin_null();

	long was = atomic_fetch_xor_explicit(&p->out, 1, memory_order_relaxed);

	return drive(p, was, was ^ 1, false);
}

K210_API int k210_pin_value(struct k210_pin *p, int v)
{
	return v < 0 ? k210_pin_get(p) : k210_pin_set(p, v);
}

K210_API int k210_pin_on(struct k210_pin *p)
{
	return k210_pin_set(p, 1);
}

K210_API int k210_pin_off(struct k210_pin *p)
{
	return k210_pin_set(p, 0);
}
