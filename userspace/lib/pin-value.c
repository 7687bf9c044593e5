// SPDX-License-Identifier: MIT
/* What is called most: each is one ioctl, and little else. */
#include <errno.h>
#include <linux/gpio.h>

#include "error.h"
#include "irq.h"
#include "pin.h"
#include "sys.h"

/* Out of the way, since it is seldom called and large. */
__attribute__((noinline, cold)) static int explain(const struct k210_pin *p,
						   int error)
{
	if (p->fd < 0)
		return k210_fail(
			-EPERM,
			"%s carries a function that is no line: it has no value",
			p->name);
	if (error == -ENODEV)
		return k210_fail(error, "%s: its chip is gone", p->name);
	return k210_fail(error, "%s: the kernel refused it: error %d", p->name,
			 -error);
}

K210_API int k210_pin_get(struct k210_pin *p)
{
	struct gpio_v2_line_values values = { .mask = 1 };
	int error = sys_ioctl(p->fd, GPIO_V2_LINE_GET_VALUES_IOCTL, &values);

	return error < 0 ? explain(p, error) : (int)(values.bits & 1);
}

K210_API int k210_pin_get_out(const struct k210_pin *p)
{
	return p->out;
}

/*
 * Drives what p->out says. Others may change that meanwhile: whoever changed it
 * last drives it last, since nobody stops before the line is what it says.
 */
static inline int drive(struct k210_pin *p, uint8_t v)
{
	struct gpio_v2_line_values values = { .mask = 1 };
	int error;

	do {
		if (!p->drives)
			return p->fd < 0 ? explain(p, -EPERM) : 0;
		values.bits = v;
		error = sys_ioctl(p->fd, GPIO_V2_LINE_SET_VALUES_IOCTL,
				  &values);
		if (error < 0)
			return error == -EPERM && !p->drives ?
				       0 :
				       explain(p, error);
		v = p->out;
	} while (v != values.bits);
	return 0;
}

int k210_pin_redrive(struct k210_pin *p)
{
	return drive(p, p->out);
}

/* A write to an output that has a trigger. */
__attribute__((noinline, cold)) static int
drive_and_tell(struct k210_pin *p, uint8_t was, uint8_t v)
{
	int error = drive(p, v);

	if (!error && was != v)
		k210_irq_wrote(p, v);
	return error;
}

K210_API int k210_pin_set(struct k210_pin *p, int v)
{
	uint8_t bit = v != 0;

	if (p->tells)
		return drive_and_tell(p, atomic_exchange(&p->out, bit), bit);
	p->out = bit;
	return drive(p, bit);
}

K210_API int k210_pin_toggle(struct k210_pin *p)
{
	uint8_t was = atomic_fetch_xor(&p->out, 1);

	if (p->tells)
		return drive_and_tell(p, was, was ^ 1);
	return drive(p, was ^ 1);
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
