/* SPDX-License-Identifier: MIT */
/* Numbers of functions that the library itself knows, the vendor's. */
#ifndef K210_LIB_FUNC_IDS_H
#define K210_LIB_FUNC_IDS_H

#include <stdbool.h>

/* Lines: 32 of GPIOHS, and then 8 of GPIO. */
#define FUNC_GPIOHS0 24
#define FUNC_GPIOHS31 55
#define FUNC_GPIO0 56
#define FUNC_GPIO7 63
#define FUNC_LINES (FUNC_GPIO7 + 1 - FUNC_GPIOHS0)

/* It leads nowhere. */
#define FUNC_RESV0 120

/* SCLK and SDA of I2C0 to I2C2, and those of the camera's bus. */
#define FUNC_I2C0_SCLK 126
#define FUNC_I2C2_SDA 131
#define FUNC_SCCB_SCLK 146
#define FUNC_SCCB_SDA 147

/* k210_is_line() - whether a function is a line of GPIOHS or GPIO. */
static inline bool k210_is_line(int func)
{
	return func >= FUNC_GPIOHS0 && func <= FUNC_GPIO7;
}

#endif
