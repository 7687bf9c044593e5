// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The descriptors that are open. With several tasks each closes what another
 * may be about to use: numbers may then mean nothing, or something else.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "fuzz.h"

/* How many of each kind: what 8 MiB have room for. */
static const unsigned int most[KINDS] = {
	[KIND_DEVICE] = 3, [KIND_CLAIM] = 6, [KIND_CHIP] = 4, [KIND_LINES] = 8
};

struct slot slots[KINDS][SLOTS];
static int chips[2] = { -1, -1 }; /* numbers in /dev */

/* One that is open, where any is. */
struct slot *some_slot(struct task *task, enum kind kind)
{
	unsigned int first = below(task, most[kind]);

	for (unsigned int i = 0; i < most[kind]; i++) {
		struct slot *slot = &slots[kind][(first + i) % most[kind]];

		if (slot->fd >= 0)
			return slot;
	}
	return NULL;
}

/* Where there is no place, another is closed. */
struct slot *keep(struct task *task, enum kind kind, int fd)
{
	struct slot *slot = NULL;

	for (unsigned int i = 0; i < most[kind] && !slot; i++)
		if (slots[kind][i].fd < 0)
			slot = &slots[kind][i];
	if (!slot) {
		slot = &slots[kind][below(task, most[kind])];
		drop(slot);
	}
	fd = atomic_exchange(&slot->fd, fd);
	if (fd >= 0) /* another task's, which was faster */
		close(fd);
	return slot;
}

static void forget(struct slot *slot, enum kind kind)
{
	int base = slot->chip ? GPIO0 : GPIOHS0;

	if (kind == KIND_CLAIM)
		model_close(&model, slot->pads, slot->persist);
	if (kind == KIND_LINES) {
		for (unsigned int i = 0; i < slot->num; i++)
			model.users[base + slot->offsets[i]]--;
		model_restore(&model);
	}
	memset(slot, 0, sizeof(*slot));
	slot->fd = -1;
}

void drop(struct slot *slot)
{
	enum kind kind = (slot - slots[0]) / SLOTS;
	int fd = atomic_exchange(&slot->fd, -1);

	if (fd < 0)
		return;
	if (close(fd))
		wrong("close: %m");
	if (alone())
		forget(slot, kind);
}

void clear_slots(void)
{
	for (int kind = 0; kind < KINDS; kind++)
		for (unsigned int i = 0; i < SLOTS; i++)
			slots[kind][i].fd = -1;
}

void drop_all(void)
{
	for (int kind = 0; kind < KINDS; kind++)
		for (unsigned int i = 0; i < most[kind]; i++)
			drop(&slots[kind][i]);
}

int open_device(void)
{
	return open("/dev/k210-fpioa", O_RDWR | O_NONBLOCK | O_CLOEXEC);
}

static int open_number(int number)
{
	char path[32];

	snprintf(path, sizeof(path), "/dev/gpiochip%d", number);
	return open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
}

/* GPIOHS is chip 0, GPIO chip 1. */
int open_chip(int chip)
{
	return open_number(chips[chip]);
}

/* Which of the chips in /dev they are, if both are there. */
bool find_devices(void)
{
	chips[0] = -1;
	chips[1] = -1;
	for (int i = 0; i < 8; i++) {
		struct gpiochip_info info;
		int fd = open_number(i);

		if (fd < 0)
			continue;
		if (!ioctl(fd, GPIO_GET_CHIPINFO_IOCTL, &info))
			chips[info.lines == 8] = i;
		close(fd);
	}
	return chips[0] >= 0 && chips[1] >= 0;
}

/* What the copy of a descriptor keeps open outlives the descriptor. */
void call_duplicate(struct task *task)
{
	struct slot *slot = some_slot(task, below(task, KINDS));
	int fd;

	if (!slot)
		return;
	fd = fcntl(slot->fd, F_DUPFD_CLOEXEC, 3);
	judge(task, "dup", fd < 0 ? -errno : 0, alone() ? OK : OK | BIT(EBADF));
	if (fd < 0)
		return;
	fd = atomic_exchange(&slot->fd, fd);
	if (fd >= 0)
		close(fd);
}

void call_open(struct task *task)
{
	int chip = below(task, 2);
	bool device = chance(task, 40);
	int fd = device ? open_device() : open_chip(chip);
	uint64_t allowed = OK;

	if (options.bind)
		allowed |= BIT(ENOENT) | BIT(ENODEV) | BIT(ENXIO);
	note(task, device, chip, 0);
	judge(task, "open", fd < 0 ? -errno : 0, allowed);
	if (fd >= 0)
		keep(task, device ? KIND_DEVICE : KIND_CHIP, fd)->chip = chip;
}

void call_close(struct task *task)
{
	enum kind kind = below(task, KINDS);
	struct slot *slot = some_slot(task, kind);

	if (!slot)
		return;
	note(task, kind, slot - slots[kind], 0);
	drop(slot);
	judge(task, "close", 0, OK);
}
