/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * FPIOA: one word for each of 48 pads, and tie words for the inputs of the 256
 * functions. From the vendor SDK's fpioa.h and fpioa.c.
 */
#ifndef K210_FPIOA_REGS_H
#define K210_FPIOA_REGS_H

#include <linux/bitfield.h>
#include <linux/bits.h>

#define FPIOA_PAD(pad)		(0x00 + 4 * (pad))
/* A bit for each function: 1 cuts its input off from the pads ... */
#define FPIOA_TIE_EN(word)	(0xc0 + 4 * (word))
/* ... and this bit is what it reads instead. Written before TIE_EN. */
#define FPIOA_TIE_VAL(word)	(0xe0 + 4 * (word))
#define FPIOA_TIE_WORDS		8

/* The function that drives this pad and that this pad feeds. */
#define FPIOA_FUNCTION		GENMASK(7, 0)
/* Drive strength. Levels 0 to 7 have published currents; bit 11 has none. */
#define FPIOA_DRIVE		GENMASK(11, 8)
#define FPIOA_DRIVE_FULL	FIELD_PREP_CONST(FPIOA_DRIVE, 7)
/* 1: the function may drive the pad, whenever its own output enable asks. */
#define FPIOA_OUTPUT_ENABLE	BIT(12)
/* 1: the function's output enable is active low. */
#define FPIOA_OUTPUT_ENABLE_INV	BIT(13)
/* 1: the pad shows the function's output enable instead of its data. */
#define FPIOA_OUTPUT_SELECT	BIT(14)
/* 1: what the pad shows is inverted. */
#define FPIOA_OUTPUT_INV	BIT(15)
/* 1: pull-up. Both pulls at once are undefined. */
#define FPIOA_PULL_UP		BIT(16)
/* 1: pull-down. (The SDK's comment says "pull select"; its code does this.) */
#define FPIOA_PULL_DOWN		BIT(17)
#define FPIOA_PULL		(FPIOA_PULL_UP | FPIOA_PULL_DOWN)
/* 1: slow edges. */
#define FPIOA_SLEW_SLOW		BIT(19)
/* 1: the function sees the pad, whenever its own input enable asks. */
#define FPIOA_INPUT_ENABLE	BIT(20)
/* 1: the function's input enable is active low. */
#define FPIOA_INPUT_ENABLE_INV	BIT(21)
/* 1: what the function sees is inverted. */
#define FPIOA_INPUT_INV		BIT(22)
/* 1: Schmitt trigger. */
#define FPIOA_SCHMITT		BIT(23)
/* Read-only: the pad's level. */
#define FPIOA_PAD_LEVEL		BIT(31)

#endif
