// SPDX-License-Identifier: MIT
/*
 * The bridge, /dev/k210-fpioa, byte for byte: descriptors have names, and what
 * goes through them is written in hexadecimal, so that scripts can say anything
 * that a program could.
 *
 *	numbers			of requests, and the sizes of what is read
 *	bridge NAME [nonblock]	opens it
 *	ioctl NAME REQUEST BYTES [MORE]
 *				a request with these bytes, and the address of
 *				MORE at their start; its answer's bytes, if any.
 *				BYTES may be an address, @0, or stand in memory
 *				that can't be written, =BYTES
 *	claim CLAIM NAME REQUEST BYTES MORE
 *				the same, and what it fills is called CLAIM
 *	fetch NAME SIZE		read()
 *	ready NAME MS		what poll() says of it within a time: a number
 *	close NAME		or `all`
 *	dup NAME OTHER
 *	shares NAME		is it open after exec?
 *	fdinfo NAME WORD	what follows WORD there
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <linux/k210-fpioa.h>

#include "script.h"

#define DESCRIPTORS 128
#define LARGEST 2048

static struct descriptor {
	char name[16];
	int fd;
} descriptors[DESCRIPTORS];

static struct descriptor *find(const char *name)
{
	for (int i = 0; i < DESCRIPTORS; i++)
		if (!strcmp(descriptors[i].name, name))
			return &descriptors[i];
	return NULL;
}

int named(const char *name)
{
	const struct descriptor *found = find(name);

	return found ? found->fd : -1;
}

int name_descriptor(const char *name, int fd)
{
	struct descriptor *place = find("");

	if (fd < 0)
		return -1;
	if (!place || find(name)) {
		errno = EEXIST;
		return -1;
	}
	snprintf(place->name, sizeof(place->name), "%s", name);
	place->fd = fd;
	return 0;
}

static size_t parse_bytes(const char *text, unsigned char *bytes)
{
	size_t size = 0;

	for (; sscanf(text, "%2hhx", &bytes[size]) == 1; text += 2)
		size++;
	return size;
}

static void print_bytes(const unsigned char *bytes, size_t size)
{
	while (size--)
		printf("%02x", *bytes++);
	puts("");
}

static int print_numbers(char *)
{
	printf("%#x %#x %#x %#x %#x %#x %#x %#x %#x %zu %zu\n",
	       (unsigned int)K210_FPIOA_GET_INFO,
	       (unsigned int)K210_FPIOA_GET_PAD,
	       (unsigned int)K210_FPIOA_GET_FUNCTION,
	       (unsigned int)K210_FPIOA_GET_OWNER,
	       (unsigned int)K210_FPIOA_CLAIM, (unsigned int)K210_FPIOA_WATCH,
	       (unsigned int)K210_FPIOA_CONFIGURE,
	       (unsigned int)K210_FPIOA_HOLD, (unsigned int)K210_FPIOA_RELEASE,
	       sizeof(struct k210_fpioa_config),
	       sizeof(struct k210_fpioa_event));
	return SAID;
}

static int open_bridge(char *words)
{
	const char *name = cut_word(&words);

	return name_descriptor(name, open("/dev/k210-fpioa",
					  O_RDWR | O_CLOEXEC |
						  (*words ? O_NONBLOCK : 0)));
}

/* What a request is about, aligned as the kernel's structures are. */
static struct {
	uint64_t head;
	unsigned char bytes[LARGEST];
} more_space, space;

static int request(char *words, unsigned char **bytes, unsigned long *number)
{
	int fd = named(cut_word(&words));
	const char *text;
	uint64_t address;

	*number = strtoul(cut_word(&words), NULL, 16);
	*bytes = space.bytes;
	text = cut_word(&words);
	if (*text == '@')
		return ioctl(fd, *number, strtoul(text + 1, NULL, 16));
	if (*text == '=')
		*bytes = mmap(NULL, LARGEST, PROT_READ | PROT_WRITE,
			      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	parse_bytes(text + (*text == '='), *bytes);
	if (*words) {
		parse_bytes(words, more_space.bytes);
		address = (uintptr_t)more_space.bytes;
		memcpy(*bytes, &address, sizeof(address));
	}
	if (*text == '=')
		mprotect(*bytes, LARGEST, PROT_READ);
	return ioctl(fd, *number, *bytes);
}

static int print_request(char *words)
{
	unsigned char *bytes;
	unsigned long number;
	int result = request(words, &bytes, &number);

	if (result || !(_IOC_DIR(number) & _IOC_READ))
		return result;
	print_bytes(bytes, _IOC_SIZE(number));
	return SAID;
}

static int claim(char *words)
{
	const char *name = cut_word(&words);
	unsigned char *bytes;
	unsigned long number;
	int32_t fd;

	if (request(words, &bytes, &number) < 0)
		return -1;
	memcpy(&fd, bytes + offsetof(struct k210_fpioa_claim, fd), sizeof(fd));
	return name_descriptor(name, fd);
}

static int fetch(char *words)
{
	int fd = named(cut_word(&words));
	size_t size = atoi(words);
	unsigned char *bytes = malloc(size);
	ssize_t result = read(fd, bytes, size);

	if (result >= 0)
		print_bytes(bytes, result);
	free(bytes);
	return result < 0 ? -1 : SAID;
}

static int print_ready(char *words)
{
	struct pollfd fd = { .fd = named(cut_word(&words)), .events = POLLIN };

	if (poll(&fd, 1, atoi(words)) < 0)
		return -1;
	printf("%d\n", fd.revents);
	return SAID;
}

static void close_all(void)
{
	for (int i = 0; i < DESCRIPTORS; i++)
		if (*descriptors[i].name) {
			close(descriptors[i].fd);
			*descriptors[i].name = '\0';
		}
}

static int close_descriptor(char *name)
{
	struct descriptor *found = find(name);

	if (!strcmp(name, "all")) {
		close_all();
		return 0;
	}
	if (!*name || !found) {
		errno = EBADF;
		return -1;
	}
	*found->name = '\0';
	return close(found->fd);
}

static int duplicate(char *words)
{
	int fd = named(cut_word(&words));

	return name_descriptor(words, fcntl(fd, F_DUPFD_CLOEXEC, 0));
}

static int print_shared(char *name)
{
	int flags = fcntl(named(name), F_GETFD);

	if (flags < 0)
		return -1;
	puts(flags & FD_CLOEXEC ? "no" : "yes");
	return SAID;
}

static int print_fdinfo(char *words)
{
	char path[32], line[256] = "";
	FILE *file;

	snprintf(path, sizeof(path), "/proc/self/fdinfo/%d",
		 named(cut_word(&words)));
	file = fopen(path, "re");
	if (!file)
		return -1;
	while (strncmp(line, words, strlen(words)))
		if (!fgets(line, sizeof(line), file))
			strcpy(line, words);
	fclose(file);
	for (size_t end = strlen(line); end && line[end - 1] <= ' '; end--)
		line[end - 1] = '\0';
	puts(line + strlen(words) + strspn(line + strlen(words), ":\t"));
	return SAID;
}

const struct verb bridge_verbs[] = { { "numbers", print_numbers },
				     { "bridge", open_bridge },
				     { "ioctl", print_request },
				     { "claim", claim },
				     { "fetch", fetch },
				     { "ready", print_ready },
				     { "close", close_descriptor },
				     { "dup", duplicate },
				     { "shares", print_shared },
				     { "fdinfo", print_fdinfo },
				     { NULL } };
