// SPDX-License-Identifier: GPL-2.0-only
/*
 * Claimed pads as pinctrl core sees them: each is a consumer of its own, which
 * selects a state while the pad is claimed. So no other consumer gets the pad,
 * and debugfs shows who has it. Which function it is to have goes another way,
 * in one step for all pads of a claim; here it is called "claimed".
 */

#include <linux/cleanup.h>
#include <linux/device.h>
#include <linux/err.h>
#include <linux/pinctrl/consumer.h>
#include <linux/pinctrl/machine.h>
#include <linux/slab.h>

#include "fpioa.h"
#include "reserve.h"

#define STATE_CLAIMED		"claimed"
#define STATE_FREE		"free"

/**
 * struct k210_reservation - a pad's consumer
 * @dev: who it is
 * @maps: its states
 * @pinctrl: what it has of the core
 * @claimed: the state that has the pad
 * @free: the one that hasn't
 */
struct k210_reservation {
	struct device dev;
	struct pinctrl_map maps[2];
	struct pinctrl *pinctrl;
	struct pinctrl_state *claimed;
	struct pinctrl_state *free;
};

static void reservation_release(struct device *dev)
{
	kfree(container_of(dev, struct k210_reservation, dev));
}

static int get_states(struct k210_reservation *reservation)
{
	struct pinctrl *pinctrl = pinctrl_get(&reservation->dev);

	if (IS_ERR(pinctrl))
		return PTR_ERR(pinctrl);
	reservation->claimed = pinctrl_lookup_state(pinctrl, STATE_CLAIMED);
	reservation->free = pinctrl_lookup_state(pinctrl, STATE_FREE);
	if (IS_ERR(reservation->claimed) || IS_ERR(reservation->free)) {
		pinctrl_put(pinctrl);
		return -ENOMEM;
	}
	reservation->pinctrl = pinctrl;
	return 0;
}

static int add_maps(struct k210_reservation *reservation, unsigned int pad)
{
	struct device *dev = &reservation->dev;
	int ret;

	/* the core tells only of the last map that it couldn't take */
	reservation->maps[0] = (struct pinctrl_map) {
		.dev_name = dev_name(dev),
		.name = STATE_FREE,
		.type = PIN_MAP_TYPE_DUMMY_STATE,
		.ctrl_dev_name = dev_name(dev->parent),
	};
	reservation->maps[1] = (struct pinctrl_map) {
		.dev_name = dev_name(dev),
		.name = STATE_CLAIMED,
		.type = PIN_MAP_TYPE_MUX_GROUP,
		.ctrl_dev_name = dev_name(dev->parent),
		.data.mux = {
			.group = k210_fpioa_groups[FPIOA_GROUP_PADS + pad],
			.function = FPIOA_CLAIMED_NAME,
		},
	};
	ret = pinctrl_register_mappings(reservation->maps,
					ARRAY_SIZE(reservation->maps));
	if (ret)
		return ret;
	ret = get_states(reservation);
	if (ret)
		pinctrl_unregister_mappings(reservation->maps);
	return ret;
}

static struct k210_reservation *add_reservation(struct device *fpioa,
						unsigned int pad)
{
	struct k210_reservation *reservation;
	int ret;

	reservation = kzalloc(sizeof(*reservation), GFP_KERNEL);
	if (!reservation)
		return ERR_PTR(-ENOMEM);
	device_initialize(&reservation->dev);
	reservation->dev.parent = fpioa;
	reservation->dev.release = reservation_release;
	device_set_pm_not_required(&reservation->dev);
	ret = dev_set_name(&reservation->dev, "k210-fpioa-IO%u", pad);
	ret = ret ?: device_add(&reservation->dev);
	if (ret) {
		put_device(&reservation->dev);
		return ERR_PTR(ret);
	}
	ret = add_maps(reservation, pad);
	if (ret) {
		device_unregister(&reservation->dev);
		return ERR_PTR(ret);
	}
	return reservation;
}

static void remove_reservation(struct k210_reservation *reservation)
{
	pinctrl_put(reservation->pinctrl);
	pinctrl_unregister_mappings(reservation->maps);
	device_unregister(&reservation->dev);
}

static int reserve_pad(struct k210_reservations *reservations,
		       unsigned int pad)
{
	struct k210_reservation *reservation = reservations->pad[pad];

	if (!reservation) {
		reservation = add_reservation(reservations->fpioa, pad);
		if (IS_ERR(reservation))
			return PTR_ERR(reservation);
		reservations->pad[pad] = reservation;
	}
	/* of others that have the pad the core says -EINVAL */
	return pinctrl_select_state(reservation->pinctrl,
				    reservation->claimed) ? -EBUSY : 0;
}

/**
 * k210_reserve() - keep other consumers off these pads
 * @reservations: the bridge's
 * @mask: a bit for each pad; none is reserved by the bridge
 *
 * Return: 0; -EBUSY if another consumer has one of them, or -ENOMEM; then none
 * is reserved.
 */
int k210_reserve(struct k210_reservations *reservations, u64 mask)
{
	unsigned int pad;

	k210_for_each_pad(pad, mask) {
		int ret = reserve_pad(reservations, pad);

		if (ret) {
			k210_unreserve(reservations,
				       mask & (BIT_ULL(pad) - 1));
			return ret;
		}
	}
	return 0;
}

/**
 * k210_unreserve() - let other consumers have these pads
 * @reservations: the bridge's
 * @mask: a bit for each pad; all are reserved
 */
void k210_unreserve(struct k210_reservations *reservations, u64 mask)
{
	unsigned int pad;

	k210_for_each_pad(pad, mask)
		pinctrl_select_state(reservations->pad[pad]->pinctrl,
				     reservations->pad[pad]->free);
}

/**
 * k210_reservations_remove() - before the pin controller goes
 * @reservations: the bridge's
 */
void k210_reservations_remove(struct k210_reservations *reservations)
{
	for (unsigned int pad = 0; pad < K210_PADS; pad++)
		if (reservations->pad[pad])
			remove_reservation(reservations->pad[pad]);
	/* links let go of their consumers later: not after this module */
	device_link_wait_removal();
}
