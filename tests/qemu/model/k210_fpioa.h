/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * FPIOA: routes any of 256 functions to any of 48 pads, one word a pad.
 *
 * QEMU interface:
 *  + sysbus MMIO region 0: the registers
 *  + named GPIO inputs "do", "oe", "ie" [256]: what each function's block asks
 *  + named GPIO outputs "di" [256]: what each function's block sees
 *  + named GPIO inputs "gate" (clock off) and "reset" (held in reset)
 *  + link "pads": the electrical side
 *  + property "constant-high" (default on): function CONSTANT drives 1, as
 *    Linux and U-Boot assume; off: it neither drives nor is 1, as embeddedgo
 *    assumes. Nobody has measured which.
 *
 * Neither are these known:
 *  + property "pads-ored" (default on): pads with one function are ORed into
 *    its input; off: the lowest one is its input, on or not.
 *  + property "unmapped-high" (default off): the input of a function that is
 *    on no pad and not tied
 *  + property "disabled-high" (default off): a pad whose input is off, to its
 *    function and in PAD_DI
 *  + property "pad-di-gated" (default on): PAD_DI needs the pad's input to be
 *    on; off: it is the pad's level at all times.
 *  + property "di-inv-first" (default off): DI_INV inverts the pad itself, so
 *    PAD_DI as well, but no input that is off; off: what the function gets.
 *  + property "do-sel-after-inv" (default off): DO_SEL puts out OE as OE_INV
 *    left it; off: as the function has it.
 */
#ifndef K210_FPIOA_H
#define K210_FPIOA_H

#include "hw/sysbus.h"
#include "k210_window.h"
#include "qom/object.h"

#define TYPE_K210_FPIOA "k210-fpioa"
OBJECT_DECLARE_SIMPLE_TYPE(K210Fpioa, K210_FPIOA)

/* What the chip does with one pad right now. */
typedef struct K210PadUse {
    const char *function;
    uint32_t word;
    bool oe, ie;                /* effective: after the word's inversions */
    bool out;                   /* the level it puts out when oe */
    int other;                  /* another pad with this function, or -1 */
} K210PadUse;

void k210_fpioa_pad_use(K210Fpioa *s, unsigned pad, K210PadUse *use);
/* What the block behind a function sees at its input. */
bool k210_fpioa_input(K210Fpioa *s, unsigned function);

K210Window *k210_fpioa_window(K210Fpioa *s);

#endif
