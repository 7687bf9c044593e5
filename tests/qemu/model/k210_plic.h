/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * PLIC with gateways: each source has at most one request in flight, and its
 * level is sampled again when that request completes.
 *
 * QEMU interface:
 *  + sysbus MMIO region 0: the registers
 *  + unnamed GPIO inputs 0..65: the sources (0 is none)
 *  + property "num-harts": the harts whose M and S lines it drives
 *  + property "jig-source": the test jig's source, whose traffic is not counted
 */
#ifndef K210_PLIC_H
#define K210_PLIC_H

#include "hw/sysbus.h"
#include "k210_window.h"
#include "qom/object.h"

#define TYPE_K210_PLIC "k210-plic"
OBJECT_DECLARE_SIMPLE_TYPE(K210Plic, K210_PLIC)

#define K210_PLIC_SOURCES 66

K210Window *k210_plic_window(K210Plic *s);

#endif
