// SPDX-License-Identifier: MIT
/* Lists, ranges and names of any characters. */
#include "parsers.h"

#define MAX_NAMES 8192

struct names {
	char name[MAX_NAMES][K210_NAME_SIZE];
	int count;
	int error;
};

static struct names first, second;
static char joined[MAX_NAMES * (K210_NAME_SIZE + 1)];

static void check_place(const char *name)
{
	struct k210_place place = { .size = sizeof(place), .pad = 99 };
	int error = k210_place_find(name, &place);
	char plain[8];

	if (error) {
		HOLDS(*k210_errmsg() && place.pad == 99);
		HOLDS(k210_board_lookup(name) < 0);
		return;
	}
	if (place.line >= 0)
		return; /* this machine has it */
	HOLDS(place.pad >= 0 && place.pad < K210_PADS);
	if (*place.name) {
		HOLDS(!strcmp(place.name, name));
		HOLDS(k210_board_lookup(name) == place.pad);
		return;
	}
	sprintf(plain, "IO%d", place.pad);
	HOLDS(!strcmp(plain, name) || !strcmp(plain + 2, name));
}

static void check_function(const char *name)
{
	int id = k210_func_id(name);

	HOLDS(id >= 0 ? !strcmp(k210_func(id)->name, name) : id == -ENOENT);
}

static void read_all(const char *list, struct names *names)
{
	uint32_t state = 0;

	names->count = 0;
	do {
		const char *before = list;
		uint32_t state_before = state;
		char *name = names->name[names->count];

		names->error =
			k210_names_next(&list, &state, name, K210_NAME_SIZE);
		if (names->error == 1) {
			HOLDS(*name && !strpbrk(name, ", \t\n\v\f\r"));
			HOLDS(strlen(name) < K210_NAME_SIZE);
			HOLDS(list > before || state == state_before + 1 ||
			      !state_before);
		} else if (names->error < 0) {
			HOLDS(list == before && state == state_before);
			HOLDS(*k210_errmsg());
		}
	} while (names->error == 1 && ++names->count < MAX_NAMES);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = malloc(size + 1);
	char *end = joined;

	memcpy(text, data, size);
	text[size] = '\0';
	if (size && text[size - 1] == '\n')
		text[size - 1] = '\0';
	HOLDS(k210_board_load("maixduino") == 0);
	check_place(text);
	check_function(text);
	read_all(text, &first);
	free(text);
	HOLDS(first.error == 0 || first.error == 1 || first.error == -EINVAL ||
	      first.error == -ENAMETOOLONG);
	if (!first.count)
		return 0;
	check_place(first.name[first.count - 1]);
	/* What is made of what was read is read the same. */
	for (int i = 0; i < first.count; i++)
		end += sprintf(end, "%s%s", i ? i & 1 ? "," : " " : "",
			       first.name[i]);
	read_all(joined, &second);
	HOLDS(second.count == first.count);
	HOLDS(second.count == MAX_NAMES || !second.error);
	for (int i = 0; i < first.count; i++)
		HOLDS(!strcmp(first.name[i], second.name[i]));
	return 0;
}
