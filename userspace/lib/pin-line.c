// SPDX-License-Identifier: MIT
/* A pin's line, requested and changed. */
#include <errno.h>
#include <linux/gpio.h>

#include "error.h"
#include "irq.h"
#include "k210gpio/chip.h"
#include "pin.h"
#include "sys.h"

static bool is_output(uint8_t mode)
{
	return mode == K210_OUT || mode == K210_OPEN_DRAIN ||
	       mode == K210_OPEN_SOURCE;
}

/* Of a line that was requested as it is: its direction, and its level. */
static int learn(struct k210_pin *p)
{
	struct gpio_v2_line_info info = { .offset = p->line };
	struct line_words words;
	int error = sys_ioctl(k210_chip_fd(p->chip), GPIO_V2_GET_LINEINFO_IOCTL,
			      &info);

	if (error < 0)
		return k210_fail(error, "%s: its line can't be read", p->name);
	k210_flags_read(info.flags, &words);
	p->now.words.mode = words.mode;
	if (is_output(words.mode))
		p->out = k210_pin_get(p) == 1;
	return 0;
}

static int request(struct k210_pin *p, const struct request *what)
{
	int fd = k210_request_line(k210_chip_fd(p->chip), p->line, what,
				   p->events, p->name, p->consumer);

	if (fd < 0)
		return fd;
	p->fd = fd;
	p->now = *what;
	return what->words.mode ? 0 : learn(p);
}

/*
 * While a line becomes an input, values are kept from before that on; while it
 * becomes an output, they are driven from after that on. So nobody is refused.
 */
int k210_pin_apply_line(struct k210_pin *p, const struct request *next)
{
	bool drove = p->drives;
	int error;

	p->drives = drove && is_output(next->words.mode);
	if (p->fd < 0) {
		error = request(p, next);
	} else {
		error = k210_request_configure(p->fd, next, p->name);
		if (!error)
			p->now = *next;
	}
	if (error) {
		p->drives = drove;
		return error;
	}
	p->mode = p->now.words.mode;
	p->drives = is_output(p->mode);
	return p->drives && (int)p->out != next->value ? k210_pin_redrive(p) :
							 0;
}
