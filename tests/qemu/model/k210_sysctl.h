/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * SYSCTL, as far as GPIO, FPIOA and Linux obey it: gates, resets, PLL locks,
 * the banks' voltages and the soft reset. The rest is stored.
 *
 * QEMU interface:
 *  + sysbus MMIO region 0: the registers
 *  + named GPIO outputs "gate" [32] and "reset" [32]: by clk_en_peri's and
 *    peri_reset's bits; up when the block's clock is off or it is held
 *  + property "gates-open" (default on): do the blocks have their clocks out
 *    of reset? MaixPy's GPIO works without ever turning its clock on.
 */
#ifndef K210_SYSCTL_H
#define K210_SYSCTL_H

#include "hw/sysbus.h"
#include "k210_window.h"
#include "qom/object.h"

#define TYPE_K210_SYSCTL "k210-sysctl"
OBJECT_DECLARE_SIMPLE_TYPE(K210Sysctl, K210_SYSCTL)

/* Bits of clk_en_peri and of peri_reset. */
#define K210_PERI_GPIO 5
#define K210_PERI_FPIOA 20

K210Window *k210_sysctl_window(K210Sysctl *s);

#endif
