/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What QEMU's own harts and CLINT leave out of a saved machine: mtime's start,
 * when mtimecmp's timer ends, and who holds SEIP up.
 */
#ifndef K210_HARTS_STATE_H
#define K210_HARTS_STATE_H

#include "hw/intc/riscv_aclint.h"
#include "hw/riscv/riscv_hart.h"

#define K210_MAX_HARTS 2

typedef struct K210HartState {
    int64_t mtimer;             /* when it ends, or -1 */
    bool external_seip, software_seip;
} K210HartState;

typedef struct K210HartsState {
    RISCVHartArrayState *harts;
    RISCVAclintMTimerState *clint;

    /* Only while the machine is saved or loaded. */
    uint64_t time_delta;
    K210HartState hart[K210_MAX_HARTS];
} K210HartsState;

void k210_harts_state_register(K210HartsState *s, RISCVHartArrayState *harts,
                               DeviceState *clint);

#endif
