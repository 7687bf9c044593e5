// SPDX-License-Identifier: MIT
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/wait.h>
#include <unistd.h>

#include "detach.h"
#include "parse.h"
#include "print.h"
#include "tool.h"

/* Which descriptor the new one tells by. */
#define VARIABLE "K210GPIO_DETACH"

static int teller = -1;

/* Return: false in the first one. */
static bool is_new(void)
{
	const char *told = getenv(VARIABLE), *end;
	uint64_t fd;

	if (!told || !parse_digits(told, &end, &fd) || *end || fd > 1023 ||
	    fcntl(fd, F_SETFD, FD_CLOEXEC))
		return false;
	teller = fd;
	unsetenv(VARIABLE);
	return true;
}

static pid_t start(void)
{
	const char *self = (const char *)getauxval(AT_EXECFN);
	pid_t child = vfork();

	if (!child) {
		if (self)
			execv(self, tool_arguments);
		execv("/proc/self/exe", tool_arguments);
		_exit(127);
	}
	return child;
}

void detach_begin(void)
{
	char number[12], told;
	int ends[2], status = 0;
	pid_t child;

	if (is_new())
		return;
	if (pipe(ends))
		tool_fail("can't go into the background: %s", strerror(errno));
	tool_format(number, sizeof(number), "%d", ends[1]);
	fcntl(ends[0], F_SETFD, FD_CLOEXEC);
	setenv(VARIABLE, number, 1);
	child = start();
	if (child < 0)
		tool_fail("can't go into the background: %s", strerror(errno));
	close(ends[1]);
	if (read(ends[0], &told, 1) == 1)
		_exit(STATUS_OK);
	waitpid(child, &status, 0);
	if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
		tool_fail("can't start itself anew");
	if (WIFSIGNALED(status))
		tool_fail(
			"started anew, it was ended by signal %d: there may be too little memory",
			WTERMSIG(status));
	_exit(WEXITSTATUS(status));
}

void detach_done(void)
{
	int null;

	if (teller < 0)
		return;
	tool_flush();
	setsid();
	null = open("/dev/null", O_RDWR);
	if (chdir("/") || null < 0)
		tool_fail("can't go into the background: %s", strerror(errno));
	for (int fd = 0; fd < 3; fd++)
		dup2(null, fd);
	if (null > 2)
		close(null);
	if (write(teller, "", 1) != 1)
		exit(STATUS_FAILED);
	close(teller);
}
