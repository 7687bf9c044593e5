/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef K210_RESERVE_H
#define K210_RESERVE_H

#include <linux/types.h>

#include "pads.h"

struct device;
struct k210_reservation;

/**
 * struct k210_reservations - the bridge as a consumer of pins
 * @fpioa: the pin controller
 * @pad: one consumer for each pad, from its first claim on
 *
 * Protected by the bridge's lock.
 */
struct k210_reservations {
	struct device *fpioa;
	struct k210_reservation *pad[K210_PADS];
};

int k210_reserve(struct k210_reservations *reservations, u64 mask);
void k210_unreserve(struct k210_reservations *reservations, u64 mask);
void k210_reservations_remove(struct k210_reservations *reservations);

#endif
