/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One block's registers as the bus sees them: 32-bit words that are counted,
 * and every access that the block does not answer is reported.
 */
#ifndef K210_WINDOW_H
#define K210_WINDOW_H

#include "exec/memory.h"
#include "migration/vmstate.h"
#include "k210_pads.h"

/* The PLIC has the most registers: 66 priorities and 23 others. */
#define K210_WINDOW_REGS 96

typedef enum K210Access {
    K210_HOLE,
    K210_RO,
    K210_WO,
    K210_RW,
} K210Access;

typedef struct K210WindowOps {
    /*
     * What is at OFFSET (a multiple of 4), and which of the block's registers
     * is it? The index, below K210_WINDOW_REGS, names its counters.
     */
    K210Access (*decode)(void *opaque, hwaddr offset, unsigned *index);
    uint32_t (*read)(void *opaque, hwaddr offset);
    void (*write)(void *opaque, hwaddr offset, uint32_t value);
} K210WindowOps;

typedef struct K210Window {
    MemoryRegion mmio;
    const char *block;
    const K210WindowOps *ops;
    void *opaque;
    K210Pads *pads;             /* of which a write changes several, or null */
    bool gated;                 /* the block's clock is off */
    bool held;                  /* the block is held in reset */
    uint64_t reads[K210_WINDOW_REGS];
    uint64_t writes[K210_WINDOW_REGS];
} K210Window;

extern const VMStateDescription vmstate_k210_window;

#define VMSTATE_K210_WINDOW(_field, _state) \
    VMSTATE_STRUCT(_field, _state, 1, vmstate_k210_window, K210Window)

/* A property: a saved machine goes on only where it is the same. */
#define VMSTATE_K210_SETTING(_field, _state) \
    VMSTATE_SINGLE_FULL(_field, _state, NULL, 0, vmstate_info_uint8_equal, \
                        bool, "the machine was saved with another setting")

void k210_window_init(K210Window *win, Object *owner, const char *block,
                      const K210WindowOps *ops, void *opaque, uint64_t size);

/*
 * How often the guest read and wrote the register at OFFSET, or all registers
 * when OFFSET is -1. False when there is no register at OFFSET.
 */
bool k210_window_count(K210Window *win, int64_t offset,
                       uint64_t *reads, uint64_t *writes);

/* Take one access back out of the count; for use while it is served. */
void k210_window_discount_read(K210Window *win, hwaddr offset);
void k210_window_discount_write(K210Window *win, hwaddr offset);

/* What the guest must not do: the run fails. */
void k210_guest_error(const char *fmt, ...) G_GNUC_PRINTF(1, 2);

#endif
