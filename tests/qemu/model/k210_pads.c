/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "qemu/osdep.h"
#include "qemu/bitops.h"
#include "qemu/module.h"
#include "migration/vmstate.h"
#include "k210_pads.h"
#include "k210_window.h"
#include "system/reset.h"

typedef struct Pad {
    int32_t chip_drive;
    int32_t outside_drive;
    uint32_t chip_pull;
    uint32_t outside_pull;
    uint64_t wires;             /* the pads wired to this one, a bit each */
    int32_t level;
    bool conflict;              /* reported, and not over yet */
} Pad;

struct K210Pads {
    DeviceState parent_obj;

    Pad pad[K210_NPADS];
    NotifierList listeners;
    /* These are 0 again after each access, so in no saved state. */
    unsigned changing;          /* between begin and end */
    uint64_t changed;           /* pads that wait for the end, a bit each */
};

/* All pads that wires connect with PAD, a bit each. */
static uint64_t net_of(K210Pads *s, unsigned pad)
{
    uint64_t net = BIT_ULL(pad), seen = 0;

    while (net != seen) {
        unsigned next = ctz64(net & ~seen);

        seen |= BIT_ULL(next);
        net |= s->pad[next].wires;
    }
    return net;
}

static const char *name_driver(K210Pads *s, uint64_t net, int level,
                               char *buf, size_t size)
{
    for (unsigned i = 0; i < K210_NPADS; i++) {
        if (!(net & BIT_ULL(i))) {
            continue;
        }
        if (s->pad[i].chip_drive == level) {
            snprintf(buf, size, "the chip drives IO%u to %d", i, level);
            return buf;
        }
        if (s->pad[i].outside_drive == level) {
            snprintf(buf, size, "the outside drives IO%u to %d", i, level);
            return buf;
        }
    }
    return "";
}

static void report_conflict(K210Pads *s, uint64_t net)
{
    char low[48], high[48];

    k210_guest_error("pads: %s while %s",
                     name_driver(s, net, K210_LOW, low, sizeof(low)),
                     name_driver(s, net, K210_HIGH, high, sizeof(high)));
}

/*
 * A driver wins over a resistor. Where drivers differ the level is unknown;
 * the model lets the outside win, and low where that differs with itself.
 */
static int resolve(K210Pads *s, uint64_t net, bool *conflict)
{
    unsigned chip = 0, outside = 0, pull = 0;

    for (unsigned i = 0; i < K210_NPADS; i++) {
        Pad *pad = &s->pad[i];

        if (!(net & BIT_ULL(i))) {
            continue;
        }
        pull |= pad->chip_pull | pad->outside_pull;
        if (pad->chip_drive != K210_FLOAT) {
            chip |= BIT(pad->chip_drive);
        }
        if (pad->outside_drive != K210_FLOAT) {
            outside |= BIT(pad->outside_drive);
        }
    }
    *conflict = (chip | outside) == (BIT(K210_LOW) | BIT(K210_HIGH));
    if (outside) {
        return outside & BIT(K210_LOW) ? K210_LOW : K210_HIGH;
    }
    if (chip) {
        return chip & BIT(K210_LOW) ? K210_LOW : K210_HIGH;
    }
    return pull == K210_PULL_UP ? K210_HIGH :
           pull == K210_PULL_DOWN ? K210_LOW : K210_FLOAT;
}

/* Finds the level of PAD's net; those of its pads whose level is new. */
static uint64_t settle(K210Pads *s, unsigned pad)
{
    uint64_t net = net_of(s, pad), moved = 0;
    bool conflict;
    int level = resolve(s, net, &conflict);

    if (conflict && !s->pad[pad].conflict) {
        report_conflict(s, net);
    }
    for (; net; net &= net - 1) {
        unsigned i = ctz64(net);

        s->pad[i].conflict = conflict;
        if (s->pad[i].level != level) {
            s->pad[i].level = level;
            moved |= BIT_ULL(i);
        }
    }
    return moved;
}

static void tell(K210Pads *s, uint64_t moved)
{
    for (; moved; moved &= moved - 1) {
        K210PadChange change = {
            .pad = ctz64(moved),
            .level = s->pad[ctz64(moved)].level,
        };

        notifier_list_notify(&s->listeners, &change);
    }
    notifier_list_notify(&s->listeners, NULL);
}

static void update(K210Pads *s, unsigned pad)
{
    if (s->changing) {
        s->changed |= BIT_ULL(pad);
    } else {
        tell(s, settle(s, pad));
    }
}

void k210_pads_begin(K210Pads *s)
{
    s->changing++;
}

void k210_pads_end(K210Pads *s)
{
    uint64_t moved = 0;

    if (--s->changing) {
        return;
    }
    for (; s->changed; s->changed &= s->changed - 1) {
        moved |= settle(s, ctz64(s->changed));
    }
    tell(s, moved);
}

bool k210_pads_changing(K210Pads *s)
{
    return s->changing;
}

void k210_pads_set_chip(K210Pads *s, unsigned pad, int drive, unsigned pull)
{
    if (s->pad[pad].chip_drive == drive && s->pad[pad].chip_pull == pull) {
        return;
    }
    s->pad[pad].chip_drive = drive;
    s->pad[pad].chip_pull = pull;
    update(s, pad);
}

void k210_pads_drive(K210Pads *s, unsigned pad, int drive)
{
    s->pad[pad].outside_drive = drive;
    update(s, pad);
}

void k210_pads_pull(K210Pads *s, unsigned pad, unsigned pull)
{
    s->pad[pad].outside_pull = pull;
    update(s, pad);
}

void k210_pads_wire(K210Pads *s, unsigned a, unsigned b, bool connected)
{
    if (connected) {
        s->pad[a].wires |= BIT_ULL(b);
        s->pad[b].wires |= BIT_ULL(a);
    } else {
        s->pad[a].wires &= ~BIT_ULL(b);
        s->pad[b].wires &= ~BIT_ULL(a);
    }
    update(s, a);
    update(s, b);
}

int k210_pads_level(K210Pads *s, unsigned pad)
{
    return s->pad[pad].level;
}

void k210_pads_add_listener(K210Pads *s, Notifier *notifier)
{
    notifier_list_add(&s->listeners, notifier);
}

static void k210_pads_init(Object *obj)
{
    K210Pads *s = K210_PADS(obj);

    notifier_list_init(&s->listeners);
    for (unsigned i = 0; i < K210_NPADS; i++) {
        s->pad[i].chip_drive = K210_FLOAT;
        s->pad[i].outside_drive = K210_FLOAT;
        s->pad[i].level = K210_FLOAT;
    }
}

static bool is_level(int level)
{
    return level == K210_FLOAT || level == K210_LOW || level == K210_HIGH;
}

static bool is_pull(unsigned pull)
{
    return !(pull & ~(K210_PULL_UP | K210_PULL_DOWN));
}

/* A damaged state must not lead out of the pads. */
static int k210_pads_post_load(void *opaque, int version)
{
    K210Pads *s = opaque;

    for (unsigned i = 0; i < K210_NPADS; i++) {
        Pad *pad = &s->pad[i];

        if (!is_level(pad->chip_drive) || !is_level(pad->outside_drive) ||
            !is_level(pad->level) || !is_pull(pad->chip_pull) ||
            !is_pull(pad->outside_pull) || pad->wires >> K210_NPADS) {
            return -EINVAL;
        }
        for (uint64_t left = pad->wires; left; left &= left - 1) {
            if (!(s->pad[ctz64(left)].wires & BIT_ULL(i))) {
                return -EINVAL;
            }
        }
    }
    return 0;
}

static const VMStateDescription vmstate_pad = {
    .name = "k210-pad",
    .version_id = 1,
    .minimum_version_id = 1,
    .fields = (const VMStateField[]) {
        VMSTATE_INT32(chip_drive, Pad),
        VMSTATE_INT32(outside_drive, Pad),
        VMSTATE_UINT32(chip_pull, Pad),
        VMSTATE_UINT32(outside_pull, Pad),
        VMSTATE_UINT64(wires, Pad),
        VMSTATE_INT32(level, Pad),
        VMSTATE_BOOL(conflict, Pad),
        VMSTATE_END_OF_LIST()
    },
};

static const VMStateDescription vmstate_k210_pads = {
    .name = TYPE_K210_PADS,
    .version_id = 1,
    .minimum_version_id = 1,
    .post_load = k210_pads_post_load,
    .fields = (const VMStateField[]) {
        VMSTATE_STRUCT_ARRAY(pad, K210Pads, K210_NPADS, 1, vmstate_pad, Pad),
        VMSTATE_END_OF_LIST()
    },
};

/*
 * The outside survives a reset of the chip. What all its blocks do with their
 * pads meanwhile shows when they have done it, and before they look again:
 * the pads leave reset first, see k210_pads_realize().
 */
static void k210_pads_reset_enter(Object *obj, ResetType type)
{
    k210_pads_begin(K210_PADS(obj));
}

static void k210_pads_reset_exit(Object *obj, ResetType type)
{
    k210_pads_end(K210_PADS(obj));
}

/* What is on a bus joins the machine's reset later, when all is built. */
static void k210_pads_realize(DeviceState *dev, Error **errp)
{
    qemu_register_resettable(OBJECT(dev));
}

static void k210_pads_class_init(ObjectClass *oc, void *data)
{
    ResettableClass *rc = RESETTABLE_CLASS(oc);

    DEVICE_CLASS(oc)->realize = k210_pads_realize;
    DEVICE_CLASS(oc)->vmsd = &vmstate_k210_pads;
    rc->phases.enter = k210_pads_reset_enter;
    rc->phases.exit = k210_pads_reset_exit;
}

static const TypeInfo k210_pads_types[] = { {
    .name = TYPE_K210_PADS,
    .parent = TYPE_DEVICE,
    .instance_size = sizeof(K210Pads),
    .instance_init = k210_pads_init,
    .class_init = k210_pads_class_init,
} };
DEFINE_TYPES(k210_pads_types)
