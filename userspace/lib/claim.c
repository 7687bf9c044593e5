// SPDX-License-Identifier: MIT
#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "bridge.h"
#include "claim.h"
#include "error.h"
#include "lock.h"
#include "sys.h"

/* Protects the claims. */
static struct lock lock = LOCK_INIT;

static struct claim {
	int fd;
	uint8_t what; /* enum claim_for; 0 if there is none */
	/* What the map was, while a pin has the pad too. */
	struct k210_fpioa_config mapped;
} claims[K210_FPIOA_PADS];

static int make(const struct k210_fpioa_config *config, unsigned int flags,
		const char *name, const char *consumer)
{
	struct k210_fpioa_claim claim = {
		.configs = (uintptr_t)config,
		.num = 1,
		.config_size = sizeof(*config),
		.flags = flags,
	};

	if (consumer)
		strncpy(claim.consumer, consumer, sizeof(claim.consumer) - 1);
	int error = k210_bridge_ask(K210_FPIOA_CLAIM, &claim);

	if (error == -EBUSY)
		return k210_claim_busy(config, false, name);
	return error < 0 ? error : claim.fd;
}

static int change(int fd, const struct k210_fpioa_config *config,
		  unsigned int flags, const char *name)
{
	struct k210_fpioa_configure request = {
		.configs = (uintptr_t)config,
		.num = 1,
		.config_size = sizeof(*config),
		.flags = flags & K210_FPIOA_FORCE,
	};
	int error = sys_ioctl(fd, K210_FPIOA_CONFIGURE, &request);

	if (error == -EBUSY)
		return k210_claim_busy(config, true, name);
	return error;
}

/* A pin on a pad that is mapped: what was mapped comes back after it. */
static int share(struct claim *claim, const struct k210_fpioa_config *config,
		 unsigned int flags, const char *name)
{
	struct k210_fpioa_pad pad = { .pad = config->pad };
	int error = k210_bridge_ask(K210_FPIOA_GET_PAD, &pad);

	if (error < 0)
		return error;
	claim->mapped = pad.config;
	return change(claim->fd, config, flags, name);
}

int k210_claim_take(const struct k210_fpioa_config *config, unsigned int flags,
		    enum claim_for what, const char *name, const char *consumer)
{
	struct claim *claim = &claims[config->pad];
	int error;

	lock_take(&lock);
	if (claim->what & CLAIM_FOR_PIN) {
		error = k210_fail(-EBUSY,
				  "%s: this program has a pin on IO%d already",
				  name, config->pad);
	} else if (claim->what) {
		error = what == CLAIM_FOR_PIN ?
				share(claim, config, flags, name) :
				change(claim->fd, config, flags, name);
	} else {
		error = make(config, flags, name, consumer);
		if (error >= 0)
			claim->fd = error;
	}
	if (error >= 0)
		claim->what |= what;
	lock_drop(&lock);
	return error < 0 ? error : 0;
}

void k210_claim_drop(int pad, enum claim_for what)
{
	struct claim *claim = &claims[pad];

	lock_take(&lock);
	if (claim->what & what) {
		claim->what &= ~what;
		if (!claim->what)
			close(claim->fd);
		else if (what == CLAIM_FOR_PIN)
			change(claim->fd, &claim->mapped, K210_FPIOA_FORCE, "");
	}
	lock_drop(&lock);
}

bool k210_claim_has(int pad, enum claim_for what)
{
	lock_take(&lock);
	bool has = claims[pad].what & what;

	lock_drop(&lock);
	return has;
}

int k210_claim_fd(int pad)
{
	lock_take(&lock);
	int fd = claims[pad].what ? claims[pad].fd : -ENXIO;

	lock_drop(&lock);
	return fd;
}

int k210_claim_configure(const struct k210_fpioa_config *config,
			 unsigned int flags, const char *name)
{
	int fd = k210_claim_fd(config->pad);

	return fd < 0 ? fd : change(fd, config, flags, name);
}

int k210_claim_for_good(const struct k210_fpioa_config *config,
			unsigned int flags, int hold, const char *name)
{
	struct k210_fpioa_hold request = {
		.pads = 1ULL << config->pad,
		.levels = hold == 1 ? 1ULL << config->pad : 0,
		.flags = hold == -1 ? K210_FPIOA_HOLD_AS_IS : 0,
	};
	int fd = make(config, flags | K210_FPIOA_PERSIST, name, NULL);
	int error = 0;

	if (fd < 0)
		return fd;
	if (hold != -2)
		error = sys_ioctl(fd, K210_FPIOA_HOLD, &request);
	close(fd);
	return error;
}
