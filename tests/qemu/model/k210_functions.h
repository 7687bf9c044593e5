/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The 256 functions that the FPIOA can route to a pad. */
#ifndef K210_FUNCTIONS_H
#define K210_FUNCTIONS_H

#define K210_NFUNCTIONS 256

/*
 * What a function's block does with its three wires while it is idle, which
 * is all that a block without a model ever does.
 */
typedef enum K210Idle {
    K210_IDLE_INPUT,            /* listens, never drives */
    K210_IDLE_LOW,              /* drives low */
    K210_IDLE_HIGH,             /* drives high: transmitters and selects */
    K210_IDLE_RELEASED,         /* bidirectional, enables active low: off */
    K210_IDLE_OFF,              /* reserved: no wires at all */
    K210_IDLE_CONSTANT,         /* function CONSTANT: its level is disputed */
    K210_IDLE_BLOCK,            /* GPIOHS and GPIO lines: see their models */
} K210Idle;

typedef struct K210Function {
    const char *name;
    K210Idle idle;
} K210Function;

extern const K210Function k210_functions[K210_NFUNCTIONS];

#define K210_FUNCTION_GPIOHS0   24
#define K210_FUNCTION_GPIO0     56

#endif
