// SPDX-License-Identifier: MIT
#define _GNU_SOURCE
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "board.h"
#include "bridge.h"
#include "error.h"
#include "lock.h"

/* Only programs that load boards have them, and free(). */
__attribute__((weak)) int k210_board_read(const char *path, char **board);
__attribute__((weak)) void k210_board_drop(char *board);

/* Protects all below. */
static struct lock lock = LOCK_INIT;
static const char *chosen;
static char *loaded; /* what has to be dropped of it */

/* Built-in names are in lower case, and so is what a tree has. */
static int is_called(const char *item, const char *name)
{
	for (; *item; item++, name++)
		if (*item != *name &&
		    (*name < 'A' || *name > 'Z' || (*name | 0x20) != *item))
			return 0;
	return !*name;
}

/* With @name NULL the board at @index. */
static const char *find(const char *name, unsigned int index)
{
	const char *item = k210_boards;
	const char *board = NULL;
	char before = 0;

	if (name && *name == '+')
		item = k210_boards_shared;
	for (; *item; before = *item, item += strlen(item) + 1) {
		if (*item != '=')
			continue;
		if (before != '=') {
			board = item;
			if (!name && !index--)
				return board;
		}
		if (name && is_called(item + 1, name))
			return board;
	}
	return NULL;
}

const char *k210_boards_find(const char *name)
{
	return *name == '+' ? NULL : find(name, 0);
}

int k210_boards_next(struct board_cursor *cursor, struct board_entry *entry)
{
	const char *item;

	for (item = cursor->next; *item; item = cursor->next) {
		cursor->next = item + strlen(item) + 1;
		if (*item == '=')
			continue;
		if (*item == '+') {
			cursor->next = find(item + 1, 0);
		} else if (*item <= '9' && *item >= '0') {
			cursor->pad = *item - '0';
			if (item[1])
				cursor->pad = cursor->pad * 10 + item[1] - '0';
		} else {
			if (*item == '/') {
				cursor->pad--;
				item++;
			}
			entry->reserved = *item == '!';
			entry->active_low = *item == '~';
			item += entry->reserved | entry->active_low;
			entry->pad = cursor->pad++;
			entry->name = item;
			return 1;
		}
	}
	return 0;
}

int k210_boards_entry(const char *board, const char *name,
		      struct board_entry *entry)
{
	struct board_cursor cursor = { board, 0 };

	while (k210_boards_next(&cursor, entry))
		if (!strcmp(entry->name, name))
			return 1;
	return 0;
}

/* The board that the device tree names; none is "". */
static int ask_tree(const char **board)
{
	struct k210_fpioa_info info;
	int error = k210_bridge_ask(K210_FPIOA_GET_INFO, &info);

	if (error)
		return error;
	info.compatible[sizeof(info.compatible) - 1] = '\0';
	*board = k210_boards_find(info.compatible);
	if (*board)
		return 0;
	*board = "";
	return k210_fail(-ENOENT,
			 "the device tree's '%s' is no board that is built in",
			 info.compatible);
}

static int is_path(const char *name)
{
	size_t length = strlen(name);

	return strchr(name, '/') ||
	       (length > 5 && !strcmp(name + length - 5, ".json"));
}

static int load(const char *name)
{
	const char *board;
	char *file = NULL;

	if (is_path(name)) {
		int error =
			k210_board_read ?
				k210_board_read(name, &file) :
				k210_fail(
					-EOPNOTSUPP,
					"K210_BOARD is a file: this program can't read it without k210_board_load()");

		if (error)
			return error;
		board = file;
	} else {
		board = k210_boards_find(name);
		if (!board)
			return k210_fail(
				-ENOENT,
				"there is no board '%s' built in; a file's name has a '/' or ends in .json",
				name);
	}
	if (loaded)
		k210_board_drop(loaded);
	loaded = file;
	chosen = board;
	return 0;
}

/* The board, "" if there is none; NULL, and a sentence, if that is wrong. */
static const char *current(void)
{
	const char *name, *board = "";

	if (chosen)
		return chosen;
	name = secure_getenv("K210_BOARD");
	if (name && *name)
		return load(name) ? NULL : chosen;
	/* What can't be asked now may be there later. */
	if (!ask_tree(&board))
		chosen = board;
	k210_silence();
	return board;
}

int k210_board_choose(const char *name)
{
	const char *board;
	int error;

	lock_take(&lock);
	if (name) {
		error = load(name);
	} else {
		error = ask_tree(&board);
		if (!error) {
			if (loaded)
				k210_board_drop(loaded);
			loaded = NULL;
			chosen = board;
		}
	}
	lock_drop(&lock);
	return error;
}

K210_API const char *k210_board_name(void)
{
	const char *board;

	lock_take(&lock);
	board = current();
	lock_drop(&lock);
	return board && *board ? board + 1 : "";
}

int k210_board_find(const char *name)
{
	struct board_entry entry;
	const char *board;
	int pad = -ENOENT;

	lock_take(&lock);
	board = current();
	if (!board)
		pad = -EINVAL;
	else if (k210_boards_entry(board, name, &entry))
		pad = entry.pad;
	lock_drop(&lock);
	return pad;
}

K210_API int k210_board_lookup(const char *name)
{
	int pad;

	k210_silence();
	if (!name)
		return k210_fail(-EINVAL, "a name is needed, not NULL");
	pad = k210_board_find(name);
	/* Where no board is known, that is what is wrong. */
	if (pad == -ENOENT && !*k210_board_name()) {
		pad = k210_board_choose(NULL);
		if (!pad)
			pad = k210_board_find(name);
	}
	if (pad == -ENOENT && !*k210_errmsg())
		k210_fail(pad, "the board has no '%s'", name);
	return pad;
}

/* The next of a board's names on a pad, but for those that others hide. */
static int next_of_pad(const char *board, struct board_cursor *cursor,
		       uint8_t pad, struct board_entry *entry)
{
	struct board_entry first;

	while (k210_boards_next(cursor, entry))
		if (entry->pad == pad &&
		    k210_boards_entry(board, entry->name, &first) &&
		    first.name == entry->name)
			return 1;
	return 0;
}

/* The name at @index of those of a pad. */
static int nth_of_pad(uint8_t pad, unsigned int index,
		      struct board_entry *entry)
{
	struct board_cursor cursor = { 0 };
	const char *board;
	int found;

	lock_take(&lock);
	board = cursor.next = current();
	do
		found = board && next_of_pad(board, &cursor, pad, entry);
	while (found && index--);
	lock_drop(&lock);
	return found;
}

K210_API int k210_board_iter(k210_board_cb cb, void *user)
{
	struct board_entry entry;
	const char *board;
	int ended;

	k210_silence();
	if (!cb)
		return k210_fail(-EINVAL, "a function is needed, not NULL");
	lock_take(&lock);
	board = current();
	lock_drop(&lock);
	if (!board)
		return -EINVAL;
	for (uint8_t pad = 0; pad < K210_PADS; pad++) {
		int reserved = !!k210_board_reserved(pad);

		for (unsigned int i = 0; nth_of_pad(pad, i, &entry); i++) {
			struct k210_board_pin pin = {
				.size = sizeof(pin),
				.pad = pad,
				.active_low = entry.active_low,
				.reserved_pad = reserved,
				.name = entry.name,
			};

			ended = cb(&pin, user);
			if (ended)
				return ended;
		}
	}
	return 0;
}

/* A wrong K210_BOARD makes no pad free that the tree's board keeps. */
K210_API const char *k210_board_reserved(int pad)
{
	struct board_cursor cursor = { 0 };
	struct board_entry entry;
	const char *board, *name = NULL;

	if (pad < 0 || pad >= K210_PADS)
		return NULL;
	lock_take(&lock);
	board = current();
	if (!board && ask_tree(&board))
		name = "(K210_BOARD is wrong)";
	cursor.next = board;
	while (!name && next_of_pad(board, &cursor, pad, &entry))
		if (entry.reserved)
			name = entry.name;
	lock_drop(&lock);
	return name;
}

K210_API const char *k210_board_list(unsigned int index)
{
	const char *board = find(NULL, index);

	return board ? board + 1 : NULL;
}
