// SPDX-License-Identifier: MIT
/* A board's file of any bytes. */
#define _GNU_SOURCE
#include <sys/mman.h>
#include <unistd.h>

#include "parsers.h"

/* All names of a board, as a file. */
struct text {
	char buf[128 * 1024];
	size_t length;
	int pad;
};

static struct text first, second;

static int put_pin(const struct k210_board_pin *pin, void *user)
{
	struct text *text = user;
	const char *list = pin->name;
	char name[K210_NAME_SIZE];
	uint32_t state = 0;
	struct k210_place place = { .size = sizeof(place) };

	HOLDS(pin->pad < K210_PADS && pin->pad >= text->pad);
	HOLDS(*pin->name && strlen(pin->name) < K210_NAME_SIZE);
	HOLDS(k210_board_lookup(pin->name) == pin->pad);
	HOLDS(!!k210_board_reserved(pin->pad) == pin->reserved_pad);
	HOLDS(k210_names_next(&list, &state, name, sizeof(name)) == 1);
	HOLDS(!strcmp(name, pin->name) && !*list);
	HOLDS(!k210_place_find(pin->name, &place) && place.pad == pin->pad);
	text->pad = pin->pad;
	text->length += sprintf(text->buf + text->length, "%s\"%s\": %d",
				text->length ? ",\n" : "{\"board_info\": {\n",
				pin->name, pin->pad);
	return 0;
}

static void list(struct text *text)
{
	text->length = 0;
	text->pad = 0;
	HOLDS(!k210_board_iter(put_pin, text));
	if (!text->length)
		text->length = sprintf(text->buf, "{\"board_info\": {");
	text->length += sprintf(text->buf + text->length, "}}");
}

static int load(const void *data, size_t size)
{
	char path[32];
	int fd = memfd_create("board", 0);
	int error;

	HOLDS(fd >= 0 && write(fd, data, size) == (ssize_t)size);
	lseek(fd, 0, SEEK_SET);
	sprintf(path, "/proc/self/fd/%d", fd);
	error = k210_board_load(path);
	close(fd);
	return error;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	int error;

	HOLDS(!k210_board_load("go"));
	error = load(data, size);
	if (error) {
		HOLDS(error == -EINVAL || error == -EFBIG);
		HOLDS(*k210_errmsg());
		HOLDS(!strcmp(k210_board_name(), "go"));
		HOLDS(k210_board_lookup("LED_R") == 14);
		return 0;
	}
	HOLDS(*k210_board_name());
	/* What is made of what was read is read the same. */
	list(&first);
	HOLDS(!load(first.buf, first.length));
	list(&second);
	HOLDS(first.length == second.length);
	HOLDS(!memcmp(first.buf, second.buf, first.length));
	return 0;
}
