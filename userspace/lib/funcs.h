/* SPDX-License-Identifier: MIT */
/* The functions' names as text, for k210_func(). */
#ifndef K210_LIB_FUNCS_H
#define K210_LIB_FUNCS_H

/*
 * Two strings for each: what it does to the pad and its name, "=GPIOHS0"; its
 * description.
 */
extern const char k210_funcs[];

#endif
