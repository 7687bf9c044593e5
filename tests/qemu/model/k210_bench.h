/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The guest's door to the test bench; see bench-regs.h.
 *
 * QEMU interface:
 *  + sysbus MMIO region 0: the registers
 *  + sysbus IRQ 0: some channel became readable
 *  + named GPIO output "started": up once the program under test runs
 *  + link "jig"
 *  + property "freeze" (default off): virtual time stands still while the host
 *    is waited for, so that its pace never shows in the guest
 *  + properties "stdin-fd", "stdout-fd", "stderr-fd", "archive-fd",
 *    "verdict-fd": descriptors that QEMU inherited; -1: nothing there
 */
#ifndef K210_BENCH_H
#define K210_BENCH_H

#include "hw/sysbus.h"
#include "qom/object.h"

#define TYPE_K210_BENCH "k210-bench"
OBJECT_DECLARE_SIMPLE_TYPE(K210Bench, K210_BENCH)

#endif
