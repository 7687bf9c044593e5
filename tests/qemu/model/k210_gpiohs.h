/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * GPIOHS: SiFive's GPIO, 32 lines with an interrupt each.
 *
 * QEMU interface:
 *  + sysbus MMIO region 0: the registers
 *  + sysbus IRQs 0..31: one a line, level
 *  + named GPIO outputs "do", "oe", "ie" [32] and inputs "di" [32]: the lines,
 *    to and from the FPIOA's functions
 */
#ifndef K210_GPIOHS_H
#define K210_GPIOHS_H

#include "hw/sysbus.h"
#include "k210_window.h"
#include "qom/object.h"

#define TYPE_K210_GPIOHS "k210-gpiohs"
OBJECT_DECLARE_SIMPLE_TYPE(K210Gpiohs, K210_GPIOHS)

#define K210_GPIOHS_LINES 32

K210Window *k210_gpiohs_window(K210Gpiohs *s);

#endif
