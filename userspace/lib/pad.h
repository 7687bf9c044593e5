/* SPDX-License-Identifier: MIT */
/* Pads, as the bridge has them and as we do. */
#ifndef K210_LIB_PAD_H
#define K210_LIB_PAD_H

#include <linux/k210-fpioa.h>

#include "k210gpio/fpioa.h"

/* k210_pad_check() - Errors: -EINVAL if there is no such pad. */
int k210_pad_check(int pad);

/* k210_pad_check_ua() - Errors: -EINVAL for less than the weakest drive. */
int k210_pad_check_ua(uint32_t ua);

/*
 * k210_pad_check_reserved() - whether the board keeps it, and it isn't ours:
 * it is then once something that has flags has taken it by force.
 * @how: what takes it
 *
 * Errors: -EBUSY.
 */
int k210_pad_check_reserved(int pad, const char *how);

/* k210_pad_read() - a pad, in our words. */
int k210_pad_read(int pad, struct k210_pad *ours);

/* k210_pad_ask_owner() - whose it is, in our words. */
int k210_pad_ask_owner(int pad, struct k210_owner *ours);

#endif
