// SPDX-License-Identifier: MIT
/* What claims are asked for seldom. */
#include <errno.h>
#include <unistd.h>

#include "claim.h"
#include "error.h"
#include "sys.h"

int k210_claim_has(int pad)
{
	lock_take(&k210_claims_lock);
	int what = k210_claims[pad].what;

	lock_drop(&k210_claims_lock);
	return what;
}

int k210_claim_ask(int pad, unsigned long request, void *argument)
{
	struct claim *claim = &k210_claims[pad];
	int error = -ENXIO;

	lock_take(&k210_claims_lock);
	if (claim->what)
		error = sys_ioctl(claim->fd, request, argument);
	lock_drop(&k210_claims_lock);
	return error;
}

static struct k210_fpioa_hold hold_of(int pad, int level)
{
	return (struct k210_fpioa_hold){
		.pads = 1ULL << pad,
		.levels = level == 1 ? 1ULL << pad : 0,
		.flags = level == -1 ? K210_FPIOA_HOLD_AS_IS : 0,
	};
}

int k210_claim_hold(int pad, int level)
{
	struct k210_fpioa_hold hold = hold_of(pad, level);
	struct k210_fpioa_release release = { .pads = 1ULL << pad };

	return level == -2 ? k210_claim_ask(pad, K210_FPIOA_RELEASE, &release) :
			     k210_claim_ask(pad, K210_FPIOA_HOLD, &hold);
}

int k210_claim_for_good(const struct k210_fpioa_config *config,
			unsigned int flags, int level, const char *name)
{
	struct k210_fpioa_hold hold = hold_of(config->pad, level);
	int fd =
		k210_claim_make(config, flags | K210_FPIOA_PERSIST, name, NULL);
	int error = 0;

	if (fd < 0)
		return fd;
	if (level != -2)
		error = sys_ioctl(fd, K210_FPIOA_HOLD, &hold);
	close(fd);
	return error ? k210_fail(error, "%s can't be held: error %d", name,
				 -error) :
		       0;
}
