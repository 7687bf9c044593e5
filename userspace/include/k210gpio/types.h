/* SPDX-License-Identifier: MIT */
/* What all parts of libk210gpio share. */
#ifndef K210GPIO_TYPES_H
#define K210GPIO_TYPES_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
#define K210_BEGIN extern "C" {
#define K210_END }
#else
#define K210_BEGIN
#define K210_END
#endif

#if defined(__GNUC__)
#define K210_API __attribute__((visibility("default")))
#else
#define K210_API
#endif

K210_BEGIN

/* Of this header; k210_version() is that of the library which runs. */
#define K210_VERSION_MAJOR 1
#define K210_VERSION_MINOR 0

/* Pads are 0 (IO0) to 47, functions 0 to 255. */
#define K210_PADS 48
#define K210_FUNCTIONS 256

/* Of names that the library fills in, with the zero that ends them. */
#define K210_NAME_SIZE 32

/* Of settings in a config that are either on or off; 0 leaves them so. */
enum k210_switch {
	K210_SWITCH_OFF = 1,
	K210_SWITCH_ON = 2,
};

/* What a pin is. */
enum k210_mode {
	K210_IN = 1,
	K210_OUT = 2,
	/* Drives low, or nothing. */
	K210_OPEN_DRAIN = 3,
	/* Whatever function is given has the pad, and no line. */
	K210_ALT = 4,
	/*
	 * As K210_ALT, of functions that drive low or nothing by themselves:
	 * those of I2C and SCCB. The FPIOA can't make others do so: which of
	 * both they do comes from the function's own output enable.
	 */
	K210_ALT_OPEN_DRAIN = 5,
	/* Drives high, or nothing; of lines only. */
	K210_OPEN_SOURCE = 6,
};

/* The pad's resistor. The chip has one strength of each. */
enum k210_pull {
	K210_PULL_NONE = 1,
	K210_PULL_UP = 2,
	K210_PULL_DOWN = 3,
};

/*
 * How strongly a pad drives: level 0 to 15. Levels 0 to 7 source 11.2, 16.8,
 * 22.3, 27.8, 33.3, 38.7, 44.1 and 49.5 mA at most, by the tables in the data
 * sheet; those above have no current there.
 */
#define K210_DRIVE(level) ((level) + 1)

/* The other APIs' names: the weakest, the middle and the strongest of those. */
#define K210_DRIVE_LOW K210_DRIVE(0)
#define K210_DRIVE_MEDIUM K210_DRIVE(3)
#define K210_DRIVE_HIGH K210_DRIVE(7)

/* How fast a pad's edges are. */
enum k210_slew {
	K210_SLEW_FAST = 1,
	K210_SLEW_SLOW = 2,
};

/*
 * What an output starts with, in a config. It is the logical value, as calls
 * take and give it: they have 0 and 1 for these.
 */
enum k210_value {
	K210_START_INACTIVE = 1,
	K210_START_ACTIVE = 2,
};

/* What makes an event: any of these together. */
#define K210_RISING 1U
#define K210_FALLING 2U
#define K210_BOTH (K210_RISING | K210_FALLING)
/* Alone, and of pins only. */
#define K210_LOW_LEVEL 4U
#define K210_HIGH_LEVEL 8U

/*
 * Flags.
 *
 * K210_FORCE takes a function from another pad that is free, and pads and
 * functions that the board keeps for what is soldered to it. Never what
 * somebody uses.
 */
#define K210_FORCE 1U
/* What was muxed and set stays so after the close. Of opens only. */
#define K210_PERSIST 2U
/* Leaves all pads as they are: there must be a line already. Of opens only. */
#define K210_NO_MUX 4U
/*
 * What isn't given becomes what it is by default, instead of staying: no pull,
 * K210_DRIVE(7), fast, nothing inverted, no Schmitt trigger, no debounce.
 */
#define K210_DEFAULTS 8U

/*
 * k210_version() - the version of the library that runs.
 *
 * Return: major << 16 | minor.
 */
K210_API uint32_t k210_version(void);

/*
 * k210_errmsg() - what was wrong with this thread's last call.
 *
 * A sentence that says what to do: "LED_R (IO13): GPIOHS0 is held by
 * 'sensord' (pid 212)". After a call that succeeded it may be a warning: that
 * K210_FORCE took what the board uses.
 *
 * Return: the sentence; "" if there is nothing to say. It stays until this
 * thread's next call that opens, configures or fails.
 */
K210_API const char *k210_errmsg(void);

K210_END

#endif
