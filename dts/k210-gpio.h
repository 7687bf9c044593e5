/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * The numbers that overlays need, so that they are built without a kernel. By
 * the names of <dt-bindings/...>, which may be included instead.
 */
#ifndef K210_GPIO_DTS_H
#define K210_GPIO_DTS_H

#define K210_FPIOA(pad, function)	(((pad) << 16) | (function))

/* FPIOA's functions for the lines of both blocks. */
#define K210_PCF_GPIOHS(line)		(24 + (line))
#define K210_PCF_GPIO(line)		(56 + (line))

#define GPIO_ACTIVE_LOW			1

#define BTN_1				0x101

#endif
