/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef K210_FUNCTIONS_H
#define K210_FUNCTIONS_H

#include <linux/bitfield.h>
#include <linux/types.h>

#include "fpioa-regs.h"

#define K210_FUNCTIONS		256

/* Functions with a meaning of their own here; all by number in functions.c. */
#define K210_FUNCTION_RESV6		20
#define K210_FUNCTION_RESV7		21
/* The lines of the GPIO blocks: GPIOHS0 to 31, then GPIO0 to 7. */
#define K210_FUNCTION_GPIOHS0		24
#define K210_FUNCTION_GPIO0		56
#define K210_FUNCTION_GPIO_END		64
/* Nothing at all: what a pad gets when its function is taken from it. */
#define K210_FUNCTION_RESV0		120
/* A level without a source. Which level, and whether driven, is disputed. */
#define K210_FUNCTION_CONSTANT		222

/**
 * enum k210_function_class - what a function's pad is set to by default
 * @K210_CLASS_OFF: neither input nor output; may sit on any number of pads
 * @K210_CLASS_IN: input through a Schmitt trigger
 * @K210_CLASS_IN_TIED: the same, and its input is tied high without a pad
 * @K210_CLASS_OUT: output at full strength
 * @K210_CLASS_GPIO: input and output, as the GPIO block says
 * @K210_CLASS_SPI: both ways, enables active low
 * @K210_CLASS_I2C: both ways, pulled up, slow and weak
 * @K210_CLASS_SCCB: as I2C, enables active low
 * @K210_CLASS_IN_UP: input, pulled up
 * @K210_CLASSES: how many there are
 */
enum k210_function_class {
	K210_CLASS_OFF,
	K210_CLASS_IN,
	K210_CLASS_IN_TIED,
	K210_CLASS_OUT,
	K210_CLASS_GPIO,
	K210_CLASS_SPI,
	K210_CLASS_I2C,
	K210_CLASS_SCCB,
	K210_CLASS_IN_UP,
	K210_CLASSES
};

/**
 * struct k210_function - one of the functions that FPIOA routes
 * @name: as the vendor SDK has it
 * @class: one of enum k210_function_class
 */
struct k210_function {
	char name[15];
	u8 class;
};

extern const struct k210_function k210_functions[K210_FUNCTIONS];

u32 k210_function_word(u8 function);
bool k210_function_is_shareable(u8 function);

/* The function in a pad's word. */
static inline u8 k210_word_function(u32 word)
{
	return FIELD_GET(FPIOA_FUNCTION, word);
}

/* Is a pad with this word held at a level? */
static inline bool k210_word_has_level(u32 word)
{
	return k210_word_function(word) == K210_FUNCTION_CONSTANT &&
	       word & FPIOA_OUTPUT_ENABLE;
}

/* Is it a line of GPIOHS or GPIO? */
static inline bool k210_function_is_line(u8 function)
{
	return function >= K210_FUNCTION_GPIOHS0 &&
	       function < K210_FUNCTION_GPIO_END;
}

#endif
