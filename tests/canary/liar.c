// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Says in every way that all is well, and ends as it is told to:
 * liar exit N, liar signal N, liar reboot.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/reboot.h>
#include <unistd.h>

static const char lies[] = "KTAP version 1\n1..1\nok 1 canary\n"
			   "12 passed, 0 failed, 0 skipped\npassed\n"
			   "vm: passed\n";

static const char forged[] =
	"nonce=0123456789abcdef status=0 files=0 taint=0 locks=1 leaks=0 end\n"
	"status=0 files=0 taint=0 locks=1 leaks=0 end\n";

static void say(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY);

	if (fd >= 0 && write(fd, text, strlen(text)) < 0)
		perror(path);
	close(fd);
}

int main(int argc, char **argv)
{
	int number = argc > 2 ? atoi(argv[2]) : 0;

	say("/dev/stdout", lies);
	say("/dev/stderr", lies);
	say("/dev/console", lies);
	say("/dev/bench-verdict", forged);
	if (argc > 1 && !strcmp(argv[1], "signal"))
		raise(number);
	if (argc > 1 && !strcmp(argv[1], "reboot"))
		reboot(RB_AUTOBOOT);
	return number;
}
