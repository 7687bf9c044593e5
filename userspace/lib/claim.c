// SPDX-License-Identifier: MIT
#include <errno.h>
#include <unistd.h>

#include "bridge.h"
#include "claim.h"
#include "error.h"
#include "k210gpio/types.h"
#include "sys.h"

struct claim k210_claims[K210_FPIOA_PADS];
struct lock k210_claims_lock = LOCK_INIT;

/* Of what hasn't got a sentence: where the bridge can't be opened it has. */
static int explain(const struct k210_fpioa_config *config, int error, bool ours,
		   const char *name)
{
	if (error == -EBUSY)
		return k210_claim_busy(config, ours, name);
	if (error < 0 && (ours || !*k210_errmsg()))
		k210_fail(error, "%s: the FPIOA refused it: error %d", name,
			  -error);
	return error;
}

int k210_claim_make(const struct k210_fpioa_config *config, unsigned int flags,
		    const char *name, const char *consumer)
{
	struct k210_fpioa_claim claim = {
		.configs = (uintptr_t)config,
		.num = 1,
		.config_size = sizeof(*config),
		.flags = flags,
	};

	/* An earlier try with another function may have failed. */
	k210_silence();
	if (consumer)
		k210_format(claim.consumer, sizeof(claim.consumer), "%s",
			    consumer);
	int error = k210_bridge_ask(K210_FPIOA_CLAIM, &claim);

	return error < 0 ? explain(config, error, false, name) : claim.fd;
}

int k210_claim_change(int fd, const struct k210_fpioa_config *config,
		      unsigned int flags, const char *name)
{
	struct k210_fpioa_configure request = {
		.configs = (uintptr_t)config,
		.num = 1,
		.config_size = sizeof(*config),
		.flags = flags & K210_FPIOA_FORCE,
	};

	return explain(config, sys_ioctl(fd, K210_FPIOA_CONFIGURE, &request),
		       true, name);
}

int k210_claim_pin(const struct k210_fpioa_config *config, unsigned int flags,
		   const char *name, const char *consumer)
{
	struct claim *claim = &k210_claims[config->pad];
	int error;

	lock_take(&k210_claims_lock);
	if (claim->what & CLAIM_FOR_PIN) {
		error = k210_fail(-EBUSY,
				  "%s: this program has a pin on IO%d already",
				  name, config->pad);
	} else if (claim->what) {
		error = k210_claim_share(claim, config, flags, name);
	} else {
		error = k210_claim_make(config, flags, name, consumer);
		if (error >= 0)
			claim->fd = error;
	}
	if (error >= 0)
		claim->what |= CLAIM_FOR_PIN;
	lock_drop(&k210_claims_lock);
	return error < 0 ? error : 0;
}

void k210_claim_unpin(int pad)
{
	struct claim *claim = &k210_claims[pad];

	lock_take(&k210_claims_lock);
	claim->what &= ~CLAIM_FOR_PIN;
	if (claim->what)
		k210_claim_give_back(claim);
	else
		close(claim->fd);
	lock_drop(&k210_claims_lock);
}

int k210_claim_configure(const struct k210_fpioa_config *config,
			 unsigned int flags, const char *name)
{
	struct claim *claim = &k210_claims[config->pad];
	int error = -ENXIO;

	lock_take(&k210_claims_lock);
	if (claim->what)
		error = k210_claim_change(claim->fd, config, flags, name);
	lock_drop(&k210_claims_lock);
	return error;
}
