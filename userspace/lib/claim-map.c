// SPDX-License-Identifier: MIT
/* Pads that are mapped, and pins on them. */
#include <errno.h>
#include <unistd.h>

#include "bridge.h"
#include "claim.h"
#include "error.h"
#include "func-ids.h"
#include "sys.h"

/* What the maps were, while pins have their pads. */
static struct k210_fpioa_config mapped[K210_FPIOA_PADS];

int k210_claim_share(struct claim *claim,
		     const struct k210_fpioa_config *config, unsigned int flags,
		     const char *name)
{
	struct k210_fpioa_pad pad = { .pad = config->pad };
	int error = k210_bridge_ask(K210_FPIOA_GET_PAD, &pad);

	if (error < 0)
		return error;
	error = k210_claim_change(claim->fd, config, flags, name);
	if (error)
		return error;
	/* Only one of the two drives can be meant. */
	pad.config.mask &= ~K210_FPIOA_DRIVE_UA;
	pad.config.drive_ua = 0;
	mapped[config->pad] = pad.config;
	claim->stays = flags & K210_FPIOA_PERSIST;
	return 0;
}

void k210_claim_give_back(struct claim *claim)
{
	struct k210_fpioa_config *config = &mapped[claim - k210_claims];
	struct k210_fpioa_release release = { .pads = 1ULL << config->pad };
	struct k210_fpioa_config nothing = {
		.mask = K210_FPIOA_FUNCTION,
		.pad = config->pad,
		.function = FUNC_RESV0,
	};

	struct sentence why;

	if (claim->stays)
		return;
	/* The pin may be closed since it can't be opened. */
	k210_sentence_keep(&why);
	sys_ioctl(claim->fd, K210_FPIOA_RELEASE, &release);
	/* Its function may have gone to another pad meanwhile. */
	if (k210_claim_change(claim->fd, config, K210_FPIOA_FORCE, ""))
		k210_claim_change(claim->fd, &nothing, 0, "");
	k210_sentence_say(&why);
}

int k210_claim_map(const struct k210_fpioa_config *config, unsigned int flags,
		   const char *name)
{
	struct claim *claim = &k210_claims[config->pad];
	int error = -ENODEV;

	lock_take(&k210_claims_lock);
	if (claim->what & CLAIM_FOR_PIN) {
		error = k210_fail(-EBUSY, "%s: this program has a pin on it",
				  name);
	} else {
		if (claim->what)
			error = k210_claim_change(claim->fd, config, flags,
						  name);
		/* The FPIOA was bound anew: that claim is of the past. */
		if (claim->what && error == -ENODEV) {
			close(claim->fd);
			claim->what = 0;
		}
		if (!claim->what)
			error = claim->fd =
				k210_claim_make(config, flags, name, NULL);
		if (error >= 0)
			claim->what = CLAIM_FOR_MAP;
	}
	lock_drop(&k210_claims_lock);
	return error < 0 ? error : 0;
}

int k210_claim_unmap(int pad)
{
	struct claim *claim = &k210_claims[pad];
	int error = 0;

	lock_take(&k210_claims_lock);
	if (claim->what & CLAIM_FOR_PIN)
		error = k210_fail(-EBUSY, "IO%d: this program has a pin on it",
				  pad);
	else if (!claim->what)
		error = -ENXIO;
	else
		close(claim->fd);
	if (!error)
		claim->what = 0;
	lock_drop(&k210_claims_lock);
	return error;
}
