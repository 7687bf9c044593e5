/* SPDX-License-Identifier: MIT */
/*
 * Boards: what their makers call their pads.
 *
 * The board is, in this order: what k210_board_load() was given; what the
 * environment's K210_BOARD names, a built-in board or a file; the one that the
 * device tree's root compatible names. Built in are bit, dock, go, maixduino,
 * cube, amigo, m5stickv and kd233. A file is MaixPy's config.json:
 *
 *	{"type": "mine", "board_info": {"LED_R": 13, "RELAY": 21}}
 *
 * Its "type" may be a built-in board's name; names that board_info leaves out
 * are that board's then, and names that it has too are reserved and active low
 * as there. A name is of up to 31 letters, digits, "_", "." and "+", and starts
 * with a letter or "_". Lists in board_info, its "pin_num" and other keys of the
 * file are passed over.
 *
 * A program that is linked to the library statically reads the file that
 * K210_BOARD names only if k210_board_load() is somewhere in it. One that has
 * another user than who runs it (set-user-ID) knows nothing of K210_BOARD.
 */
#ifndef K210GPIO_BOARD_H
#define K210GPIO_BOARD_H

#include "types.h"

K210_BEGIN

struct k210_board_pin {
	uint32_t size; /* of this struct */
	uint8_t pad;   /* 0 to 47 */
	/*
	 * 1 if the part at the pad is: an LED, a key. For the program to know:
	 * pins are not opened so
	 */
	uint8_t active_low;
	/*
	 * 1 if what is soldered to it drives it or breaks without it: it needs
	 * K210_FORCE
	 */
	uint8_t reserved_pad;
	uint8_t reserved;
	const char *name; /* "LED_R" */
};

/*
 * k210_board_load() - choose the board of this process.
 * @path_or_profile: a built-in board's name, or a path, which has a '/' or ends
 *	in ".json"; NULL for the one that the device tree names
 *
 * Pins that are open stay as they are. Names and boards' names that the library
 * gave before are gone, those of k210_board_reserved() too: so it is for before
 * other threads use the library. What fails leaves the board that was.
 *
 * Errors: -ENOENT if there is no such board or file; -EINVAL for a file that
 * isn't a board's, with its line in k210_errmsg(); -EFBIG for one of more than
 * 64 KiB.
 */
K210_API int k210_board_load(const char *path_or_profile);

/* k210_board_name() - Return: "bit"; "" if none is known. */
K210_API const char *k210_board_name(void);

/*
 * k210_board_lookup() - the pad of a name. Exactly so: case matters.
 *
 * Errors: -ENOENT; -EINVAL if K210_BOARD is wrong.
 */
K210_API int k210_board_lookup(const char *name);

/* Return 0 to go on; anything else ends it. */
typedef int (*k210_board_cb)(const struct k210_board_pin *pin, void *user);

/*
 * k210_board_iter() - all names, by pads; a pad may have several.
 *
 * Return: what @cb returned last, else 0; -EINVAL if K210_BOARD is wrong.
 */
K210_API int k210_board_iter(k210_board_cb cb, void *user);

/*
 * k210_board_reserved() - what a pad is for on this board, so that it takes
 * K210_FORCE to use it: "SD_CS". Where K210_BOARD is wrong, what the device
 * tree's board has it for; and if that isn't known either, every pad is
 * reserved. Return: NULL if it isn't.
 */
K210_API const char *k210_board_reserved(int pad);

/* k210_board_list() - the names of built-in boards. Return: NULL after all. */
K210_API const char *k210_board_list(unsigned int index);

/*
 * What a name stands for. Of a pad alone, "LED_R" or "IO13", func and line are
 * -1, whatever it carries; of a line, pad is the one that carries it, if any.
 */
struct k210_place {
	uint32_t size; /* sizeof(struct k210_place) */
	int16_t pad;   /* 0 to 47, -1 if there is none */
	int16_t func; /* 0 to 255 if the name says so or is a line's; else -1 */
	int32_t line; /* the offset at the chip; -1 if it isn't a line */
	char chip[K210_NAME_SIZE]; /* "gpiochip0"; "" if it isn't a line */
	char name[K210_NAME_SIZE]; /* the board's or the line's name, or "" */
};

/*
 * k210_place_find() - what one of the names of k210gpio/pin.h stands for.
 *
 * Errors: -ENOENT if nothing is called so, -ENOTUNIQ if several lines are.
 */
K210_API int k210_place_find(const char *name, struct k210_place *place);

/*
 * k210_names_next() - the next of a list: "IO8-11,LED_R gpiohs:3-5".
 * @list: where it goes on; moved behind what was read
 * @name: filled with the name, at most @size bytes with the zero
 *
 * A range counts the number at a name's end up or down, over 4096 names at
 * most; its numbers have up to 9 digits, and no 0 in front. "1-2-3" and what
 * starts with '@' is a name, not a range. After an error all is as before.
 * Start with a copy of the list's address in @list and *@state 0.
 *
 * Return: 1, 0 at the end. Errors: -EINVAL for what isn't a list, -ENAMETOOLONG.
 */
K210_API int k210_names_next(const char **list, uint32_t *state, char *name,
			     size_t size);

K210_END

#endif
