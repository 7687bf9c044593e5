// SPDX-License-Identifier: GPL-2.0-or-later
/* Requests of /dev/k210-fpioa that change no pad. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "fuzz.h"

static unsigned long with_size(unsigned long request, size_t size)
{
	return _IOC(_IOC_DIR(request), _IOC_TYPE(request), _IOC_NR(request),
		    size);
}

/*
 * Longer than the kernel knows it; with something that it doesn't know, it is
 * refused.
 */
static size_t lengthen(struct task *task, unsigned long request, char *argument,
		       size_t size, uint64_t *allowed)
{
	size_t more = 1 + below(task, 64);

	memset(argument + size, 0, more);
	if (chance(task, 50)) {
		argument[size + below(task, more)] = 1 + below(task, 255);
		*allowed |= BIT(E2BIG);
		if (_IOC_DIR(request) & _IOC_WRITE)
			*allowed &= ~OK;
	}
	return size + more;
}

/* How long a request's structure was at first. */
static size_t first_size(unsigned long request)
{
	return request == K210_FPIOA_GET_FUNCTION ?
		       offsetof(struct k210_fpioa_function, output) :
		       _IOC_SIZE(request);
}

/* An address where nothing can be read, or nothing written. */
static int misaddress(struct task *task, int fd, unsigned long request,
		      uint64_t *allowed)
{
	int result;

	if (chance(task, 50) || !(_IOC_DIR(request) & _IOC_READ)) {
		*allowed = BIT(EFAULT);
		return ask(fd, request, bad_address(task));
	}
	*allowed = (*allowed & ~OK) | BIT(EFAULT);
	mprotect(task->room, ROOM, PROT_READ);
	result = ask(fd, request, task->room + ROOM - _IOC_SIZE(request));
	mprotect(task->room, ROOM, PROT_READ | PROT_WRITE);
	return result;
}

/*
 * Makes a request whose results may be ALLOWED; seldom in another size, or with
 * a bad address, which changes those. The argument ends where the memory does.
 */
int sized(struct task *task, int fd, unsigned long request, void *argument,
	  uint64_t *allowed)
{
	char copy[512] = { 0 };
	size_t known = _IOC_SIZE(request);
	size_t size = known;
	char *place;
	int result;

	memcpy(copy, argument, known);
	if (chance(task, 3))
		size = lengthen(task, request, copy, size, allowed);
	else if (chance(task, 3)) /* as it was once, or never */
		size = below(task, size);
	if (size < first_size(request))
		*allowed = BIT(EINVAL);
	request = with_size(request, size);
	place = task->room + ROOM - size;
	memcpy(place, copy, size);
	if (options.pointers && size >= known && chance(task, 2))
		return misaddress(task, fd, request, allowed);
	result = ask(fd, request, place);
	memcpy(argument, place, size < known ? size : known);
	return result;
}

void call_info(struct task *task)
{
	struct slot *slot = some_slot(task, KIND_DEVICE);
	struct k210_fpioa_info info = { .abi = any(task) };
	uint64_t allowed = OK;
	int result;

	if (!slot)
		return;
	result = sized(task, slot->fd, K210_FPIOA_GET_INFO, &info, &allowed);
	judge(task, "GET_INFO", result, allowed);
	if (!result &&
	    (info.abi < 1 || info.pads != PADS || info.functions != FUNCTIONS ||
	     info.reserved || strcmp(info.compatible, "sipeed,maix-bit")))
		wrong("GET_INFO: abi %u, %u pads, %u functions, %u, %.64s",
		      info.abi, info.pads, info.functions, info.reserved,
		      info.compatible);
}

/* A pad, or what is none. */
static uint32_t pad_or_not(struct task *task)
{
	return chance(task, 5) ? any(task) >> below(task, 64) :
				 below(task, PADS);
}

void call_pad(struct task *task)
{
	struct slot *slot = some_slot(task, KIND_DEVICE);
	struct k210_fpioa_pad pad = { .pad = pad_or_not(task) };
	uint64_t allowed = pad.pad < PADS ? OK : BIT(EINVAL);
	uint32_t number = pad.pad;
	int result;

	if (!slot)
		return;
	if (chance(task, 20))
		memset(&pad.state, any(task), sizeof(pad) - sizeof(pad.pad));
	note(task, pad.pad, 0, 0);
	result = sized(task, slot->fd, K210_FPIOA_GET_PAD, &pad, &allowed);
	judge(task, "GET_PAD", result, allowed);
	if (result)
		return;
	if (pad.pad != number || pad.config.pad != number || pad.level > 1 ||
	    pad.config.reserved[0] || pad.config.reserved[1])
		wrong("GET_PAD %u: pad %u, config of pad %u, level %u", number,
		      pad.pad, pad.config.pad, pad.level);
}

static void check_function(const struct k210_fpioa_function *function)
{
	int pad = model_find(&model, function->function);

	if (function->pad != (uint32_t)pad)
		wrong("GET_FUNCTION %u: pad %u, not %d", function->function,
		      function->pad, pad);
	if (!!function->shareable != model.shareable[function->function])
		wrong("GET_FUNCTION %u: it became shareable",
		      function->function);
}

void call_function(struct task *task)
{
	static const char *const names[] = { "GPIOHS0",	 "GPIO7", "UART1_TX",
					     "CONSTANT", "",	  "gpiohs0",
					     "GPIOHS32" };
	struct slot *slot = some_slot(task, KIND_DEVICE);
	unsigned int name = below(task, 7);
	struct k210_fpioa_function function = { .flags = chance(task, 40) };
	uint64_t allowed = OK;
	int result;

	if (chance(task, 3))
		function.flags = any(task) & ~K210_FPIOA_BY_NAME;
	if (function.flags == K210_FPIOA_BY_NAME) {
		strcpy(function.name, names[name]);
		allowed = name < 4 ? OK : BIT(ENOENT);
		if (chance(task, 10)) {
			memset(function.name, 'A', sizeof(function.name));
			allowed = BIT(EINVAL);
		}
	} else {
		function.function = below(task, chance(task, 5) ? ~0U : 256);
		if (function.function >= FUNCTIONS || function.flags)
			allowed = BIT(EINVAL);
	}
	if (!slot)
		return;
	note(task, function.flags, function.function, name);
	result = sized(task, slot->fd, K210_FPIOA_GET_FUNCTION, &function,
		       &allowed);
	judge(task, "GET_FUNCTION", result, allowed);
	if (!result && alone() && !model.loose)
		check_function(&function);
}

static const struct slot *claim_of(unsigned int pad)
{
	for (int i = 0; i < SLOTS; i++)
		if (slots[KIND_CLAIM][i].fd >= 0 &&
		    slots[KIND_CLAIM][i].pads & BIT(pad))
			return &slots[KIND_CLAIM][i];
	return NULL;
}

static void check_owner(const struct k210_fpioa_owner *owner)
{
	const struct slot *claim = claim_of(owner->pad);
	uint32_t state = model_state(&model, owner->pad);

	if ((owner->state & ~K210_FPIOA_STATE_CHANGED) != state)
		wrong("GET_OWNER %u: state 0x%x, not 0x%x", owner->pad,
		      owner->state, state);
	if (owner->pid != (claim ? getpid() : 0))
		wrong("GET_OWNER %u: pid %d", owner->pad, owner->pid);
	if (claim && strcmp(owner->holder, claim->name))
		wrong("GET_OWNER %u: holder %.32s, not %s", owner->pad,
		      owner->holder, claim->name);
	if (!(state & ~K210_FPIOA_STATE_LINE) && *owner->holder)
		wrong("GET_OWNER %u: holder %.32s of a pad that has none",
		      owner->pad, owner->holder);
	if (!!*owner->user != !!(state & K210_FPIOA_STATE_LINE))
		wrong("GET_OWNER %u: user %.32s, state 0x%x", owner->pad,
		      owner->user, state);
}

void call_owner(struct task *task)
{
	struct slot *slot = some_slot(task, KIND_DEVICE);
	struct k210_fpioa_owner owner = { .pad = pad_or_not(task) };
	uint64_t allowed = owner.pad < PADS ? OK : BIT(EINVAL);
	int result;

	if (!slot)
		return;
	note(task, owner.pad, 0, 0);
	result = sized(task, slot->fd, K210_FPIOA_GET_OWNER, &owner, &allowed);
	judge(task, "GET_OWNER", result, allowed);
	if (!result && alone() && !model.loose)
		check_owner(&owner);
}

/* A request on a descriptor that has no such request, or that nobody has. */
void call_misplaced(struct task *task)
{
	static const unsigned long requests[] = { K210_FPIOA_GET_INFO,
						  K210_FPIOA_GET_PAD,
						  K210_FPIOA_CLAIM,
						  K210_FPIOA_WATCH,
						  K210_FPIOA_CONFIGURE,
						  K210_FPIOA_HOLD,
						  GPIO_GET_CHIPINFO_IOCTL,
						  GPIO_V2_GET_LINE_IOCTL,
						  GPIO_V2_LINE_GET_VALUES_IOCTL,
						  _IO(K210_FPIOA_IOC, 99),
						  _IOW(K210_FPIOA_IOC, 200,
						       int),
						  _IO('x', 1) };
	enum kind kind = below(task, KINDS);
	struct slot *slot = some_slot(task, kind);
	unsigned int number = below(task, 12);
	bool fits = number < 4 ? kind == KIND_DEVICE :
		    number < 6 ? kind == KIND_CLAIM :
		    number < 8 ? kind == KIND_CHIP :
				 number == 8 && kind == KIND_LINES;

	memset(task->room, 0, ROOM);
	note(task, kind, number, 0);
	if (chance(task, 20))
		judge(task, "no descriptor",
		      ask(1000, requests[number], task->room), BIT(EBADF));
	else if (slot && (!fits && alone()))
		judge(task, "misplaced",
		      ask(slot->fd, requests[number], task->room),
		      kind == KIND_LINES || kind == KIND_CHIP ?
			      BIT(ENOTTY) | BIT(EINVAL) :
			      BIT(ENOTTY));
}

/* What the kernel tells of pads in other places. */
void call_text(struct task *task)
{
	static const char *const files[] = {
		"/sys/kernel/debug/pinctrl/502b0000.pinmux/pins",
		"/sys/kernel/debug/pinctrl/502b0000.pinmux/pinmux-pins",
		"/sys/kernel/debug/pinctrl/502b0000.pinmux/pinconf-pins",
		"/sys/kernel/debug/gpio",
		"/sys/class/misc/k210-fpioa/IO%d/function",
		"/sys/class/misc/k210-fpioa/IO%d/owner",
		"/proc/self/fdinfo/%d",
	};
	struct slot *slot = some_slot(task, below(task, 2));
	unsigned int number = below(task, 7);
	char path[64];
	int fd;

	/* The format is one of the above. */
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	snprintf(path, sizeof(path), files[number],
		 number == 6 ? (slot ? slot->fd : 0) : (int)below(task, PADS));
	note(task, number, 0, 0);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd >= 0) {
		while (read(fd, task->room, ROOM) > 0)
			;
		close(fd);
	}
	judge(task, "text", 0, OK);
}
