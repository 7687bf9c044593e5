/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * UARTHS: SiFive's UART, and the console of the test bench.
 *
 * QEMU's own model of it drains its FIFO at the host's pace, which a guest that
 * polls can see; under -icount nothing of the host may show. This one sends at
 * once.
 *
 * QEMU interface:
 *  + sysbus MMIO region 0: the registers
 *  + sysbus IRQ 0: level
 *  + property "log": a character device that gets all that is sent
 *  + property "terminal": one that also sends, from the moment on that ...
 *  + ... named GPIO input "attach" is raised
 *  + property "block": what the registers are called in messages
 */
#ifndef K210_UART_H
#define K210_UART_H

#include "hw/sysbus.h"
#include "chardev/char.h"
#include "qom/object.h"

#define TYPE_K210_UART "k210-uart"
OBJECT_DECLARE_SIMPLE_TYPE(K210Uart, K210_UART)

DeviceState *k210_uart_create(const char *block, hwaddr base, Chardev *log,
                              Chardev *terminal, qemu_irq irq);

#endif
