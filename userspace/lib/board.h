/* SPDX-License-Identifier: MIT */
/*
 * Boards as text: a row of strings, one after the other, an empty one at their
 * end.
 *
 *	"=bit"		the board's name; more of these: what else it is called
 *	"36"		the pad of the name that follows; those after it are on
 *			the pads that follow
 *	"LCD_CS"	a name
 *	"!SD_CS"	of a reserved pad
 *	"~LED_R"	of a part that is active low
 *	"/KEY1"		of the same pad as the name before; "/~KEY1" too
 *	"+dock"		it goes on with that board
 */
#ifndef K210_LIB_BOARD_H
#define K210_LIB_BOARD_H

#include "k210gpio/board.h"

/* All built-in boards, and what they share, whose names start with a '+'. */
extern const char k210_boards[];
extern const char k210_boards_shared[];

/* k210_boards_find() - Return: the board called so, in any case; or NULL. */
const char *k210_boards_find(const char *name);

/* A name of a board. */
struct board_entry {
	const char *name;
	uint8_t pad;
	uint8_t reserved;
	uint8_t active_low;
};

/* Where it goes on; @next starts with the board, the rest with 0. */
struct board_cursor {
	const char *next;
	uint8_t pad;
};

/*
 * k210_boards_next() - the next name of a board. One that an earlier name of
 * the board hides isn't left out.
 *
 * Return: 1, 0 after all.
 */
int k210_boards_next(struct board_cursor *cursor, struct board_entry *entry);

/*
 * k210_boards_entry() - the entry of a board that is called so.
 *
 * Return: 1, or 0.
 */
int k210_boards_entry(const char *board, const char *name,
		      struct board_entry *entry);

/*
 * k210_board_find() - k210_board_lookup(), with no sentence where there is
 * nothing wrong.
 *
 * Return: the pad; -ENOENT if the board, if any, has no such name; another
 * error, and k210_errmsg(), if K210_BOARD is wrong.
 */
int k210_board_find(const char *name);

/* k210_board_choose() - k210_board_load(). */
int k210_board_choose(const char *name);

/*
 * k210_board_read() - read a board from MaixPy's config.json.
 * @board: filled; to be freed
 *
 * It comes with k210_board_load(): programs that are linked statically and
 * don't call that do without the reader.
 */
int k210_board_read(const char *path, char **board);

/* k210_board_drop() - free what it returned. */
void k210_board_drop(char *board);

#endif
