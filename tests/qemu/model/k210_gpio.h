/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * GPIO: Synopsys' DW_apb_gpio with one port of 8 lines and one interrupt.
 *
 * QEMU interface:
 *  + sysbus MMIO region 0: the registers
 *  + sysbus IRQ 0: all lines together, level
 *  + named GPIO outputs "do", "oe", "ie" [8] and inputs "di" [8]: the lines,
 *    to and from the FPIOA's functions
 *  + named GPIO inputs "gate" (clock off) and "reset" (held in reset)
 *  + property "bothedge" (default on): is int_bothedge built in? Off: the
 *    register reads 0 whatever is written.
 *  + property "output-reads-pad" (default off): ext_porta of an output is the
 *    pad, as newer databooks say; off: the data register, as older ones say
 *    and the vendor SDK relies on.
 *  + property "polarity-latches" (default on): changing an edge line's
 *    polarity can itself look like an edge.
 *  + property "ie-follows-direction" (default off): an output turns its pad's
 *    input off; off: nothing does but the pad's word.
 *  + property "debounce-ns": how long a debounced input must be stable; the
 *    IP asks for two periods of a clock that is the APB's on this chip.
 */
#ifndef K210_GPIO_H
#define K210_GPIO_H

#include "hw/sysbus.h"
#include "k210_window.h"
#include "qom/object.h"

#define TYPE_K210_GPIO "k210-gpio"
OBJECT_DECLARE_SIMPLE_TYPE(K210Gpio, K210_GPIO)

#define K210_GPIO_LINES 8

K210Window *k210_gpio_window(K210Gpio *s);

#endif
