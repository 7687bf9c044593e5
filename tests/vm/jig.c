// SPDX-License-Identifier: MIT
/* The guest's door to the jig as a C program meets it; a line a claim. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void claim(int right, const char *what)
{
	puts(right ? "ok" : what);
}

int main(void)
{
	int fd = open("/dev/k210-jig", O_RDWR);
	int quick = open("/dev/k210-jig", O_RDWR | O_NONBLOCK);
	struct pollfd poll_fd = { .fd = fd, .events = POLLIN };
	char buf[4096];
	ssize_t len;
	int right;

	claim(fd >= 0 && quick >= 0, "it opens twice");
	claim(poll(&poll_fd, 1, 0) == 0, "nothing is readable at first");
	claim(read(quick, buf, sizeof(buf)) < 0 && errno == EAGAIN,
	      "O_NONBLOCK does not wait");

	claim(write(fd, "level 20\nlevel 21\n", 18) == 18,
	      "a write takes whole lines");
	claim(poll(&poll_fd, 1, 1000) == 1 && poll_fd.revents & POLLIN,
	      "answers are readable");
	len = read(fd, buf, 15);
	claim(len == 11 && !memcmp(buf, "level 20 z\n", 11),
	      "a read returns whole lines");

	if (write(fd, "at 20000000 level 22\n", 21) != 21)
		return 1;
	len = read(fd, buf, sizeof(buf));
	len += read(fd, buf + len, sizeof(buf) - len);
	buf[len] = '\0';
	right = !strncmp(buf, "level 21 z\nok\nat ", 17);
	claim(right && strstr(buf, " level 22 z\n"),
	      "a read waits for what comes later");
	return 0;
}
