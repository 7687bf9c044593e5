// SPDX-License-Identifier: MIT
#define _GNU_SOURCE
#include <errno.h>
#include <string.h>
#include <sys/mman.h>

#include "error.h"
#include "handle.h"
#include "lock.h"

/* So much at once, which the kernel gives anyhow. */
#define PIECE 4096

union room {
	union room *next;
	char bytes[HANDLE_SIZE];
};

/* Protects those that are free. */
static struct lock lock = LOCK_INIT;
static union room *rooms;

static void add_piece(void)
{
	union room *piece = mmap(NULL, PIECE, PROT_READ | PROT_WRITE,
				 MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (piece == MAP_FAILED)
		return;
	for (int i = 0; i < PIECE / HANDLE_SIZE; i++) {
		piece[i].next = rooms;
		rooms = &piece[i];
	}
}

void *k210_handle_new(void)
{
	union room *room;

	lock_take(&lock);
	if (!rooms)
		add_piece();
	room = rooms;
	if (room)
		rooms = room->next;
	lock_drop(&lock);
	if (!room)
		k210_fail(-ENOMEM, "there is no memory left");
	else
		memset(room, 0, sizeof(*room));
	return room;
}

void k210_handle_free(void *handle)
{
	union room *room = handle;

	if (!room)
		return;
	lock_take(&lock);
	room->next = rooms;
	rooms = room;
	lock_drop(&lock);
}
