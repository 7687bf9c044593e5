// SPDX-License-Identifier: MIT
/* A pin's line: found, requested, changed, released. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/gpio.h>
#include <unistd.h>

#include "bridge.h"
#include "chip.h"
#include "claim.h"
#include "error.h"
#include "pin.h"
#include "sys.h"

int k210_pin_open_line(struct k210_pin *p, const char *chip, unsigned int line,
		       int func)
{
	char path[K210_NAME_SIZE + 8];

	k210_format(path, sizeof(path), "/dev/%s", chip);
	p->line = line;
	p->line_func = func;
	p->chip = k210_chip_open_file(path);
	return p->chip < 0 ? p->chip : 0;
}

int k210_pin_find_line(struct k210_pin *p, int func)
{
	struct k210_fpioa_function f = { .function = func };
	int error = k210_bridge_ask(K210_FPIOA_GET_FUNCTION, &f);

	if (error)
		return error;
	if (!*f.chip)
		return k210_fail(-ENODEV, "%s: the chip of %s isn't there",
				 p->name, f.name);
	return k210_pin_open_line(p, f.chip, f.line, func);
}

/* Of a line that was requested as it is: its direction, and its level. */
static int learn(struct k210_pin *p)
{
	struct gpio_v2_line_info info = { .offset = p->line };
	int error = sys_ioctl(p->chip, GPIO_V2_GET_LINEINFO_IOCTL, &info);

	if (error < 0)
		return k210_fail(error, "%s: its line can't be read", p->name);
	p->now.words.mode = K210_IN;
	if (!(info.flags & GPIO_V2_LINE_FLAG_OUTPUT))
		return 0;
	p->now.words.mode =
		info.flags & GPIO_V2_LINE_FLAG_OPEN_DRAIN  ? K210_OPEN_DRAIN :
		info.flags & GPIO_V2_LINE_FLAG_OPEN_SOURCE ? K210_OPEN_SOURCE :
							     K210_OUT;
	POKE(p->out, k210_pin_get(p) == 1);
	return 0;
}

static int request(struct k210_pin *p, const struct request *what)
{
	int fd = k210_request_line(p->chip, p->line, what, p->events, p->name,
				   p->consumer);

	if (fd < 0)
		return fd;
	if (p->slot < 0) {
		p->slot = fd;
	} else {
		dup3(fd, p->slot, O_CLOEXEC);
		close(fd);
	}
	POKE(p->fd, p->slot);
	return 0;
}

void k210_pin_let_go(struct k210_pin *p)
{
	k210_pin_drive_from(p, false);
	if (p->fd < 0)
		return;
	p->fd = -1;
	dup3(p->chip, p->slot, O_CLOEXEC);
}

/*
 * While a line changes, values are kept; they are driven from after that on. So
 * nobody is refused, and no older value comes after a newer one: who was about
 * to write an older one, and is done with it before values are driven again,
 * leaves it to the write that comes then.
 */
int k210_pin_apply_line(struct k210_pin *p, const struct request *next)
{
	bool drove = PEEK(p->drives);
	struct request what = *next;
	int error;

	k210_pin_drive_from(p, false);
	what.value = PEEK(p->out);
	error = PEEK(p->fd) < 0 ?
			request(p, &what) :
			k210_request_configure(p->slot, &what, p->name);
	if (!error) {
		p->now = what;
		/* Its own pad keeps it, until somebody gives it another. */
		if (p->pad >= 0)
			p->now.words.pull = 0;
		if (!what.words.mode)
			error = learn(p);
		POKE(p->mode, p->now.words.mode);
		drove = p->now.words.mode != K210_IN;
	}
	k210_pin_drive_from(p, drove);
	/* What was left as it is drives what it did, whatever its pad reads. */
	return drove && next->words.mode ? k210_pin_redrive(p) ?: error : error;
}

int k210_pin_open_output(struct k210_pin *p)
{
	const struct k210_fpioa_config config = {
		.mask = K210_FPIOA_OUTPUT,
		.pad = p->pad,
		.output = 1,
	};

	return k210_claim_configure(&config, 0, p->name);
}
