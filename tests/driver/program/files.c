// SPDX-License-Identifier: MIT
/*
 * The kernel's files, and what stands beside its lines:
 *
 *	write FILE TEXT		writes a file of the kernel's
 *	grep FILE TEXT		the first line of a file that has TEXT in it
 *	read FILE		its first line
 *	poll FILE		waits for a change of an attribute
 *	sh COMMAND		has a shell run it
 *	irq COMMAND		asks k210-consumer
 *	key			waits for a key: its code, and 1 when it is pressed
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <linux/input.h>

#include "script.h"

static int consumer;
static int keys;

void open_files(void)
{
	consumer = open("/dev/k210-consumer", O_RDWR | O_CLOEXEC);
	keys = open("/dev/input/event0", O_RDONLY | O_CLOEXEC);
}

static int write_file(char *words)
{
	const char *path = cut_word(&words);
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	int result, failure;

	if (fd < 0)
		return -1;
	result = write(fd, words, strlen(words));
	failure = errno;
	close(fd);
	errno = failure;
	return result < 0 ? -1 : 0;
}

static int grep(char *words)
{
	const char *path = cut_word(&words);
	FILE *file = fopen(path, "re");
	char line[256];

	if (!file)
		return -1;
	do {
		if (!fgets(line, sizeof(line), file))
			strcpy(line, "error not there\n");
	} while (!strstr(line, words) && strncmp(line, "error", 5));
	fputs(line, stdout);
	fclose(file);
	return SAID;
}

static int print_file(const char *path, int wait)
{
	struct pollfd fd = { .fd = open(path, O_RDONLY | O_CLOEXEC),
			     .events = POLLPRI };
	char text[256] = "";
	ssize_t size = read(fd.fd, text, sizeof(text) - 1);

	if (size >= 0 && wait) {
		size = poll(&fd, 1, WAIT_MS) == 1 ? 0 : -1;
		errno = ETIMEDOUT;
		if (!size)
			size = pread(fd.fd, text, sizeof(text) - 1, 0);
	}
	if (size < 0)
		printf("error %d\n", errno);
	else
		printf("%.*s\n", (int)strcspn(text, "\n"), text);
	close(fd.fd);
	return SAID;
}

static int read_file(char *path)
{
	return print_file(path, 0);
}

static int poll_file(char *path)
{
	return print_file(path, 1);
}

static int run_shell(char *command)
{
	return system(command) ? -1 : 0;
}

static int ask_consumer(char *command)
{
	char text[64];
	ssize_t size;

	if (write(consumer, command, strlen(command)) < 0)
		return -1;
	size = read(consumer, text, sizeof(text));
	printf("%.*s\n", (int)size, text);
	return SAID;
}

static int wait_for_key(char *)
{
	struct pollfd fd = { .fd = keys, .events = POLLIN };
	struct input_event event = { 0 };

	while (event.type != EV_KEY) {
		if (poll(&fd, 1, WAIT_MS) < 1) {
			puts("error no key");
			return SAID;
		}
		if (read(keys, &event, sizeof(event)) != sizeof(event))
			return -1;
	}
	printf("%d %d\n", event.code, event.value);
	return SAID;
}

const struct verb file_verbs[] = {
	{ "write", write_file }, { "grep", grep },
	{ "read", read_file },	 { "poll", poll_file },
	{ "sh", run_shell },	 { "irq", ask_consumer },
	{ "key", wait_for_key }, { NULL }
};
