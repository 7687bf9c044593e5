// SPDX-License-Identifier: MIT
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "change.h"
#include "k210gpio/board.h"
#include "k210gpio/fpioa.h"
#include "pads.h"
#include "print.h"
#include "tool.h"

#define TAKEN (K210_STATE_DEVICE | K210_STATE_CLAIMED | K210_STATE_LINE)

struct k210_fpioa_config *change_add(struct change *change, int pad)
{
	struct k210_fpioa_config *config = &change->configs[change->count++];

	config->pad = pad;
	return config;
}

static int open_fpioa(void)
{
	struct k210_pad pad = { .size = sizeof(pad) };
	int error = k210_pad_get(0, &pad);
	int fd;

	/* Which knows best what is wrong. */
	if (error)
		tool_fail_call(error, NULL);
	fd = open("/dev/k210-fpioa", O_RDWR | O_CLOEXEC);
	if (fd < 0)
		tool_fail("/dev/k210-fpioa: %s", strerror(errno));
	return fd;
}

static void check_reserved(const struct change *change)
{
	for (unsigned int i = 0; i < change->count; i++) {
		int pad = change->configs[i].pad;
		const char *what = k210_board_reserved(pad);

		if (what && !change->force)
			tool_fail("IO%d is this board's %s: it takes --force",
				  pad, what);
	}
}

/* Ends the program if a pad isn't free. */
static void fail_for_owner(int pad, const char *before)
{
	struct k210_owner owner = { .size = sizeof(owner) };
	char state[64], by[48] = "";

	if (k210_pad_owner(pad, &owner) || !(owner.state & TAKEN))
		return;
	if (pads_is_left(&owner))
		tool_fail(
			"%s%s is held for good: k210gpio hold --release IO%d ends that",
			before, pads_called(pad), pad);
	pads_state(owner.state, state, sizeof(state));
	if (owner.pid)
		tool_format(by, sizeof(by), " (pid %d)", (int)owner.pid);
	tool_fail("%s%s isn't free (%s): '%s'%s has it", before,
		  pads_called(pad), state,
		  *owner.holder ? owner.holder : owner.user, by);
}

static bool is_changed(const struct change *change, int pad)
{
	for (unsigned int i = 0; i < change->count; i++)
		if (change->configs[i].pad == pad)
			return true;
	return false;
}

static void fail_for_function(const struct change *change, int number)
{
	const char *name = k210_func(number)->name;
	int pad = k210_fpioa_pad_of(number);
	char before[64];

	if (pad < 0 || is_changed(change, pad))
		return;
	tool_format(before, sizeof(before), "%s is on another pad, and ", name);
	fail_for_owner(pad, before);
	if (!change->force)
		tool_fail("%s is on %s: --force takes it from there", name,
			  pads_called(pad));
}

__attribute__((noreturn)) static void fail(const struct change *change,
					   int error)
{
	if (error == EBUSY) {
		for (unsigned int i = 0; i < change->count; i++)
			fail_for_owner(change->configs[i].pad, "");
		for (unsigned int i = 0; i < change->count; i++)
			if (change->configs[i].mask & K210_FPIOA_FUNCTION)
				fail_for_function(change,
						  change->configs[i].function);
	}
	/* The kernel doesn't say at which. */
	tool_fail("%s%s: %s", pads_called(change->configs[0].pad),
		  change->count > 1 ? " or one of the others" : "",
		  strerror(error));
}

/* What was held before then, @held, is released again if that fails. */
static void hold(int claim, struct k210_fpioa_hold hold, uint64_t held)
{
	struct k210_fpioa_release release = { .pads = held };
	int error;

	if (!hold.pads || !ioctl(claim, K210_FPIOA_HOLD, &hold))
		return;
	error = errno;
	if (held)
		ioctl(claim, K210_FPIOA_RELEASE, &release);
	tool_fail("can't hold: %s", strerror(error));
}

void change_apply(const struct change *change)
{
	struct k210_fpioa_claim claim = {
		.configs = (uintptr_t)change->configs,
		.num = change->count,
		.config_size = sizeof(change->configs[0]),
		.flags = K210_FPIOA_PERSIST |
			 (change->force ? K210_FPIOA_FORCE : 0),
		.consumer = "k210gpio",
	};
	int fd;

	if (!change->count)
		return;
	check_reserved(change);
	fd = open_fpioa();
	if (ioctl(fd, K210_FPIOA_CLAIM, &claim))
		fail(change, errno);
	hold(claim.fd,
	     (struct k210_fpioa_hold){ .pads = change->held,
				       .levels = change->levels },
	     0);
	hold(claim.fd,
	     (struct k210_fpioa_hold){ .pads = change->as_is,
				       .flags = K210_FPIOA_HOLD_AS_IS },
	     change->held);
	close(claim.fd);
	close(fd);
}

void change_release(uint64_t pads)
{
	struct k210_fpioa_release release = { .pads = pads };
	int fd = open_fpioa();

	if (ioctl(fd, K210_FPIOA_RELEASE, &release)) {
		int error = errno;

		for (int pad = 0; error == EBUSY && pad < K210_PADS; pad++)
			if (pads >> pad & 1)
				fail_for_owner(pad, "");
		tool_fail("can't release: %s", strerror(error));
	}
	close(fd);
}
