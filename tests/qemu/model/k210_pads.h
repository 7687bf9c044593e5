/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The 48 pads as electrical nodes. What the chip drives and what the outside
 * drives are kept apart; a level is computed from both.
 */
#ifndef K210_PADS_H
#define K210_PADS_H

#include "hw/qdev-core.h"
#include "qemu/notify.h"
#include "qom/object.h"

#define TYPE_K210_PADS "k210-pads"
OBJECT_DECLARE_SIMPLE_TYPE(K210Pads, K210_PADS)

#define K210_NPADS 48

/* A level, and what a driver puts on a pad; FLOAT from a driver: it lets go. */
enum {
    K210_FLOAT = -1,
    K210_LOW = 0,
    K210_HIGH = 1,
};

/* Resistors, a bit each: both on one node cancel out and the node floats. */
enum {
    K210_PULL_NONE = 0,
    K210_PULL_UP = 1,
    K210_PULL_DOWN = 2,
};

typedef struct K210PadChange {
    unsigned pad;
    int level;
} K210PadChange;

/*
 * What changes between these two changes at one instant: lines that one write
 * to a register sets are never seen to differ for a moment. A reset of the
 * machine is one instant too.
 */
void k210_pads_begin(K210Pads *s);
void k210_pads_end(K210Pads *s);

/* Are levels yet to be found, because an instant has not ended? */
bool k210_pads_changing(K210Pads *s);

/* What the chip does with PAD, all at once, so that no glitch is seen. */
void k210_pads_set_chip(K210Pads *s, unsigned pad, int drive, unsigned pull);

void k210_pads_drive(K210Pads *s, unsigned pad, int drive);
void k210_pads_pull(K210Pads *s, unsigned pad, unsigned pull);
void k210_pads_wire(K210Pads *s, unsigned a, unsigned b, bool connected);

/* The level that a probe on PAD sees. */
int k210_pads_level(K210Pads *s, unsigned pad);

/*
 * NOTIFIER gets a K210PadChange for every change of a level, and null after
 * the last one of an instant. All levels are new before it hears of the first.
 */
void k210_pads_add_listener(K210Pads *s, Notifier *notifier);

#endif
