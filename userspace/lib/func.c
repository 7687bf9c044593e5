// SPDX-License-Identifier: MIT
#include <errno.h>
#include <string.h>

#include "error.h"
#include "funcs.h"
#include "k210gpio/fpioa.h"
#include "lock.h"

/* Those of GPIOHS and GPIO, one after the other. */
#define FIRST_LINE 24
#define LINES 40
/* Two that read the pad, and yet lead nowhere. */
#define RESV6 20
#define RESV7 21

static struct lock lock = LOCK_INIT;
/* Filled by the first who asks: as data, each pointer is relocated. */
static struct k210_func functions[K210_FUNCTIONS];

static uint8_t class_of(char mark)
{
	switch (mark) {
	case '<':
		return K210_FUNC_INPUT;
	case '>':
		return K210_FUNC_OUTPUT;
	case '=':
		return K210_FUNC_BOTH;
	default:
		return K210_FUNC_NONE;
	}
}

static void fill(void)
{
	const char *text = k210_funcs;

	for (int id = 0; id < K210_FUNCTIONS; id++) {
		struct k210_func *f = &functions[id];
		int line = id - FIRST_LINE;

		f->size = sizeof(*f);
		f->id = id;
		f->func_class = class_of(*text);
		f->shareable = f->func_class == K210_FUNC_NONE || id == RESV6 ||
			       id == RESV7;
		f->line = line >= 0 && line < LINES ? line : -1;
		f->name = text + 1;
		text += strlen(text) + 1;
		f->desc = text;
		text += strlen(text) + 1;
	}
}

K210_API const struct k210_func *k210_func(int id)
{
	k210_silence();
	if (id < 0 || id >= K210_FUNCTIONS) {
		k210_fail(-EINVAL, "there is no function %d: they are 0 to %d",
			  id, K210_FUNCTIONS - 1);
		return NULL;
	}
	lock_take(&lock);
	if (!functions[0].name)
		fill();
	lock_drop(&lock);
	return &functions[id];
}

K210_API int k210_func_id(const char *name)
{
	k210_silence();
	if (!name)
		return k210_fail(-EINVAL, "a name is needed, not NULL");
	for (int id = 0; id < K210_FUNCTIONS; id++)
		if (!strcmp(k210_func(id)->name, name))
			return id;
	return k210_fail(-ENOENT, "there is no function '%s'", name);
}

/* As many as the longest name, and one. */
static const char blanks[] = "                ";

K210_API int k210_fpioa_help(int func, char *buf, size_t size)
{
	int first = func < 0 ? 0 : func;
	int last = func < 0 ? K210_FUNCTIONS - 1 : func;
	size_t length = 0;

	k210_silence();
	if (func < -1 || func >= K210_FUNCTIONS)
		return k210_fail(-EINVAL,
				 "there is no function %d: they are 0 to %d",
				 func, K210_FUNCTIONS - 1);
	if (!buf && size)
		return k210_fail(-EINVAL, "a buffer is needed, not NULL");
	for (int id = first; id <= last; id++) {
		const struct k210_func *f = k210_func(id);
		size_t used = length < size ? length : size;

		length += k210_format(buf ? buf + used : buf, size - used,
				      "%s%s%s\n", f->name,
				      &blanks[strlen(f->name)], f->desc);
	}
	return length;
}
