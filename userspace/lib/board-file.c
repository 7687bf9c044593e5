// SPDX-License-Identifier: MIT
/*
 * MaixPy's config.json. Of its keys, "board_info" and "type" are ours, and
 * "config_name", which older ones have in place of "type"; all others are
 * passed over, and so are board_info's lists and its "pin_num", which says how
 * many pads there are.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define JSMN_STATIC
#define JSMN_STRICT
#define JSMN_PARENT_LINKS
#include <jsmn.h>

#include "board.h"
#include "error.h"
#include "pad-name.h"

#define MAX_SIZE (64 * 1024)
/* Each has 20 bytes while the file is read; MaixPy's largest has 150. */
#define MAX_TOKENS 2048
/* Of what is made of a file: the built-in board's name, and marks. */
#define SPARE 64

struct file {
	const char *path;
	char *text;
	int length;
	jsmntok_t *tokens;
	int count;
	const char *base; /* the built-in board of its type, or NULL */
	char *board;	  /* what is made of it, */
	char *end;	  /* so far */
};

static int wrong_at(const struct file *file, int at, const char *what)
{
	int line = 1;

	for (int i = 0; i < at; i++)
		line += file->text[i] == '\n';
	return k210_fail(-EINVAL, "%s: line %d: %s", file->path, line, what);
}

static int wrong(const struct file *file, const jsmntok_t *token,
		 const char *what)
{
	return wrong_at(file, token->start, what);
}

/* Copies a token's text. Return: 0 if it is longer than @size - 1. */
static int copy(const struct file *file, const jsmntok_t *token, char *text,
		int size)
{
	int length = token->end - token->start;

	if (length >= size)
		return 0;
	memcpy(text, file->text + token->start, length);
	text[length] = '\0';
	return 1;
}

/* The token after all that belongs to one. */
static int after(const struct file *file, int token)
{
	int end = file->tokens[token].end;

	while (++token < file->count && file->tokens[token].start < end)
		;
	return token;
}

/*
 * Names are what can be typed: what k210_names_next() takes apart, and what
 * stands for something else, is none.
 */
static int is_name(const char *name)
{
	const char *c;

	for (c = name; *c; c++) {
		int letter = (*c | 0x20) >= 'a' && (*c | 0x20) <= 'z';
		int digit = *c >= '0' && *c <= '9';

		if (!letter && *c != '_' &&
		    (c == name || (!digit && *c != '.' && *c != '+')))
			return 0;
	}
	return c != name;
}

static void put(struct file *file, const char *mark, const char *text)
{
	file->end = stpcpy(stpcpy(file->end, mark), text) + 1;
}

/* A pad's number. Return: -1 for what is none. */
static int read_pad(const struct file *file, const jsmntok_t *value, char *text,
		    int size)
{
	if (value->type != JSMN_PRIMITIVE || !copy(file, value, text, size) ||
	    *text > '9')
		return -1;
	return k210_pad_number(text);
}

static int add_pin(struct file *file, int key)
{
	const jsmntok_t *token = &file->tokens[key];
	char name[K210_NAME_SIZE], number[3];
	const char *mark = "";
	struct board_entry same;
	int pad;

	if (!copy(file, token, name, sizeof(name)))
		return wrong(file, token, "a name has more than 31 characters");
	if (token[1].type == JSMN_ARRAY || !strcmp(name, "pin_num"))
		return 0;
	if (!is_name(name))
		return wrong(
			file, token,
			"a name is of letters, digits, _ . +, and starts with a letter or _");
	pad = read_pad(file, token + 1, number, sizeof(number));
	if (pad < 0)
		return wrong(file, token + 1,
			     "this is no pad's number, 0 to 47");
	if (k210_pad_number(name) >= 0 && k210_pad_number(name) != pad)
		return wrong(file, token, "another pad is always called so");
	*file->end = '\0';
	if (k210_boards_entry(file->board, name, &same))
		return wrong(file, token, "this name is there already");
	if (file->base && k210_boards_entry(file->base, name, &same))
		mark = same.reserved ? "!" : same.active_low ? "~" : "";
	put(file, "", number);
	put(file, mark, name);
	return 0;
}

static int add_pins(struct file *file, int object)
{
	int end = after(file, object);
	int error = 0;

	if (file->tokens[object].type != JSMN_OBJECT)
		return wrong(file, &file->tokens[object],
			     "board_info isn't {\"NAME\": PAD, ...}");
	for (int key = object + 1; key < end && !error;
	     key = after(file, key + 1))
		error = add_pin(file, key);
	return error;
}

/* jsmn takes much for JSON. Here, keys have one value each, and nothing else. */
static int check_tokens(const struct file *file)
{
	const jsmntok_t *tokens = file->tokens;

	if (tokens->type != JSMN_OBJECT)
		return wrong(file, tokens, "a { is expected");
	for (int i = 1; i < file->count; i++) {
		int parent = tokens[i].parent;
		int is_key = parent >= 0 && tokens[parent].type == JSMN_OBJECT;

		if (parent < 0)
			return wrong(file, &tokens[i],
				     "more follows the last }");
		if (tokens[i].type >= JSMN_STRING && tokens[i].size != is_key)
			return wrong(file, &tokens[i],
				     "a : or a comma is missing, or too many");
	}
	return 0;
}

/* The value of one of the first object's keys, 0 if there is none. */
static int find_key(const struct file *file, const char *name)
{
	int found = 0;

	for (int key = 1; key < file->count; key = after(file, key + 1)) {
		const jsmntok_t *token = &file->tokens[key];
		char text[12];

		if (!copy(file, token, text, sizeof(text)) ||
		    strcmp(text, name))
			continue;
		if (found)
			return wrong(file, token, "this key is there already");
		found = key + 1;
	}
	return found;
}

/* The board's name: its type, or what the file is called. */
static int add_type(struct file *file)
{
	const char *name = strrchr(file->path, '/');
	int value = find_key(file, "type");
	char type[K210_NAME_SIZE];

	if (!value)
		value = find_key(file, "config_name");
	if (value < 0)
		return value;
	name = name ? name + 1 : file->path;
	if (value) {
		const jsmntok_t *token = &file->tokens[value];

		if (token->type != JSMN_STRING ||
		    !copy(file, token, type, sizeof(type)))
			return wrong(
				file, token,
				"this is no \"NAME\" of up to 31 characters");
		for (const char *c = type; *c; c++)
			if ((unsigned char)*c < ' ' || *c == 0x7f)
				return wrong(file, token,
					     "control characters are in it");
		if (*type)
			name = type;
		file->base = k210_boards_find(type);
		if (file->base)
			name = file->base + 1;
	}
	put(file, "=", name);
	return 0;
}

static int add_all(struct file *file)
{
	int error = add_type(file);
	int pins = error ? error : find_key(file, "board_info");

	if (pins < 0)
		return pins;
	if (!pins && !file->base)
		return wrong_at(
			file, file->length,
			"there is no board_info, and no type that is built in");
	if (pins)
		error = add_pins(file, pins);
	if (file->base)
		put(file, "+", file->base + 1);
	*file->end++ = '\0';
	return error;
}

static int parse(struct file *file)
{
	jsmn_parser parser;

	jsmn_init(&parser);
	if (memchr(file->text, '\0', file->length))
		return k210_fail(-EINVAL, "%s: this isn't a text", file->path);
	file->count = jsmn_parse(&parser, file->text, file->length,
				 file->tokens, MAX_TOKENS);
	if (file->count == JSMN_ERROR_NOMEM)
		return wrong_at(file, parser.pos, "too many values until here");
	if (file->count == JSMN_ERROR_PART || !file->count)
		return wrong_at(file, file->length, "it ends too early");
	if (file->count < 0)
		return wrong_at(file, parser.pos, "this isn't JSON");
	return check_tokens(file);
}

/* Reads it as a whole, with space for one byte more than it may have. */
static int read_text(struct file *file, int fd)
{
	int done;

	do {
		done = read(fd, file->text + file->length,
			    MAX_SIZE + 1 - file->length);
		if (done > 0)
			file->length += done;
	} while ((done > 0 && file->length <= MAX_SIZE) ||
		 (done < 0 && errno == EINTR));
	if (done < 0 && errno == EISDIR)
		return k210_fail(-EISDIR, "%s is a folder", file->path);
	if (done < 0)
		return k210_fail(-errno, "%s can't be read: error %d",
				 file->path, errno);
	if (file->length > MAX_SIZE)
		return k210_fail(-EFBIG, "%s has more than 64 KiB", file->path);
	return 0;
}

static int open_file(const char *path)
{
	/* What isn't a file after all isn't waited for. */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);

	if (fd >= 0)
		return fd;
	if (errno == ENOENT || errno == ENOTDIR)
		return k210_fail(-ENOENT, "there is no file %s", path);
	if (errno == EACCES)
		return k210_fail(-EACCES, "no permission to read %s", path);
	return k210_fail(-errno, "%s can't be opened: error %d", path, errno);
}

int k210_board_read(const char *path, char **board)
{
	struct file file = { .path = path };
	int fd = open_file(path);
	int error;

	if (fd < 0)
		return fd;
	file.text = malloc(MAX_SIZE + 1);
	file.tokens = malloc(MAX_TOKENS * sizeof(*file.tokens));
	error = file.text && file.tokens ?
			read_text(&file, fd) :
			k210_fail(-ENOMEM, "no memory for %s", path);
	close(fd);
	if (!error)
		error = parse(&file);
	if (!error) {
		/* No name is longer there than in the file. */
		file.board = malloc(file.length + strlen(path) + SPARE);
		file.end = file.board;
		error = file.board ?
				add_all(&file) :
				k210_fail(-ENOMEM, "no memory for %s", path);
	}
	free(file.tokens);
	free(file.text);
	if (error)
		free(file.board);
	else
		*board = file.board;
	return error;
}

K210_API int k210_board_load(const char *path_or_profile)
{
	k210_silence();
	return k210_board_choose(path_or_profile);
}

void k210_board_drop(char *board)
{
	free(board);
}
