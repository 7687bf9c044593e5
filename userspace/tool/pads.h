/* SPDX-License-Identifier: MIT */
/* Pads in arguments, and all that is known of one. */
#ifndef K210_TOOL_PADS_H
#define K210_TOOL_PADS_H

#include <stdbool.h>
#include <stddef.h>

#include "k210gpio/board.h"
#include "k210gpio/fpioa.h"

/* Names of the library's enums, as arguments and in JSON; without index 0. */
extern const char *const pads_pulls[];
extern const char *const pads_slews[];
/* As pads_pulls, by the names of options. */
extern const char *const pads_biases[];
extern const char *const pads_switches[];

struct pad_view {
	struct k210_pad pad;
	struct k210_owner owner;
	const struct k210_func *func;
	char name[8];	/* "IO13" */
	char names[80]; /* the board's: "LED_R", "SCL,PIN15"; "" for none */
	const char *direction; /* "in", "out" ...; "-" if it does neither */
};

/*
 * pads_find() - the pad that a name stands for. Ends the program if there is
 * none.
 */
int pads_find(const char *name);

/*
 * pads_list() - the pads of all arguments, in their order, each once; all pads
 * if there are no arguments.
 * @pads: room for K210_PADS
 *
 * Return: how many.
 */
int pads_list(int argc, char **argv, unsigned char *pads);

/*
 * pads_assigned() - go through "IO8-11=1,LED_R", all arguments of it: a list of
 * pads, and what is to the right of the '=' after it.
 * @take: called for each pad, once; @value is NULL where there is no '='
 */
void pads_assigned(int argc, char **argv,
		   void (*take)(int pad, const char *value, void *user),
		   void *user);

/* pads_each_name() - k210_board_iter(); a K210_BOARD that is wrong ends the program. */
void pads_each_name(k210_board_cb cb, void *user);

/* pads_names() - what the board calls a pad. Return: whether it does. */
bool pads_names(int pad, char *text, size_t size);

/* pads_called() - "LED_R (IO13)" or "IO13", for sentences; static. */
const char *pads_called(int pad);

/* pads_read() - ends the program if the pad can't be read. */
void pads_read(int pad, struct pad_view *view);

/*
 * pads_level() - "0", "1"; "-" while the pad's input is off and nobody knows.
 */
const char *pads_level(const struct pad_view *view);

/* pads_state() - "claimed, in use", "held high", "free". */
void pads_state(unsigned int state, char *text, size_t size);

/* pads_is_left() - whether a program that has ended holds the pad at a level. */
bool pads_is_left(const struct k210_owner *owner);

/* pads_json() - an object with everything. @key: NULL in an array */
void pads_json(const char *key, const struct pad_view *view);

/* pads_json_owner() - those members of it that say whose it is. */
void pads_json_owner(const struct k210_owner *owner);

/* pads_json_state() - the part that K210_STATE_DEVICE ... tell. */
void pads_json_state(unsigned int state);

/* pads_json_name() - those that say which it is. */
void pads_json_name(int pad);

#endif
