// SPDX-License-Identifier: MIT
/* Who has a pad or a function that can't be had, in a sentence. */
#include <errno.h>
#include <string.h>

#include "bridge.h"
#include "claim.h"
#include "error.h"

/* "LED_R (IO13)", or "IO13" for what is called so. */
static void call(char who[48], const char *name, unsigned int pad)
{
	char own[8];

	k210_format(own, sizeof(own), "IO%u", pad);
	if (strcmp(name, own))
		k210_format(who, 48, "%s (%s)", name, own);
	else
		k210_format(who, 48, "%s", own);
}

/* @what is on a pad that isn't free. */
static int held(const char *who, const char *what,
		const struct k210_fpioa_owner *owner)
{
	if (owner->state & K210_FPIOA_STATE_LINE)
		return k210_fail(-EBUSY, "%s: %s is in use by '%s'", who, what,
				 owner->user);
	if (owner->state & K210_FPIOA_STATE_DEVICE)
		return k210_fail(-EBUSY, "%s: %s belongs to the device '%s'",
				 who, what, owner->holder);
	if (!owner->pid)
		return k210_fail(-EBUSY, "%s: %s is held by '%s'", who, what,
				 owner->holder);
	return k210_fail(-EBUSY, "%s: %s is held by '%s' (pid %d)", who, what,
			 owner->holder, owner->pid);
}

/* The function is on another pad. */
static int elsewhere(const char *who,
		     const struct k210_fpioa_function *function)
{
	struct k210_fpioa_owner owner = { .pad = function->pad };

	if (!k210_bridge_ask(K210_FPIOA_GET_OWNER, &owner) &&
	    owner.state & ~K210_FPIOA_STATE_CHANGED)
		return held(who, function->name, &owner);
	return k210_fail(-EBUSY,
			 "%s: %s is on IO%u, which nobody uses: force takes it",
			 who, function->name, function->pad);
}

int k210_claim_busy(const struct k210_fpioa_config *config, bool ours,
		    const char *name)
{
	struct k210_fpioa_owner owner = { .pad = config->pad };
	struct k210_fpioa_function function = { .function = config->function };
	char who[48];

	call(who, name, config->pad);
	if (k210_bridge_ask(K210_FPIOA_GET_OWNER, &owner))
		return k210_fail(-EBUSY, "%s: it is somebody's", who);
	if (!ours && owner.state & ~K210_FPIOA_STATE_CHANGED)
		return held(who, "it", &owner);
	if (config->mask & K210_FPIOA_FUNCTION &&
	    !k210_bridge_ask(K210_FPIOA_GET_FUNCTION, &function) &&
	    function.pad != K210_FPIOA_NO_PAD && function.pad != config->pad)
		return elsewhere(who, &function);
	return held(who, "it", &owner);
}
