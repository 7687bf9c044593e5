// SPDX-License-Identifier: MIT
/*
 * calls PROGRAM [ARGUMENT ...]: runs it, and answers each of its MARKs with the
 * number of system calls that it has made since the last.
 */
#include <elf.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/uio.h>
#include <sys/wait.h>

#include <asm/ptrace.h>

#include "count.h"

static struct user_regs_struct regs;

static void registers(int request, pid_t pid)
{
	struct iovec place = { &regs, sizeof(regs) };

	MUST(!ptrace(request, pid, (void *)NT_PRSTATUS, &place));
}

/* Until its next stop, where it stops. */
static bool resume(pid_t pid, int *status)
{
	MUST(!ptrace(PTRACE_SYSCALL, pid, NULL, NULL));
	MUST(waitpid(pid, status, 0) == pid);
	return WIFSTOPPED(*status);
}

static int trace(pid_t pid)
{
	bool inside = false;
	long made = 0;
	int status;

	MUST(waitpid(pid, &status, 0) == pid && WIFSTOPPED(status));
	MUST(!ptrace(PTRACE_SETOPTIONS, pid, NULL, PTRACE_O_TRACESYSGOOD));
	while (resume(pid, &status)) {
		MUST(WSTOPSIG(status) == (SIGTRAP | 0x80));
		inside = !inside;
		if (inside) {
			made++;
			continue;
		}
		registers(PTRACE_GETREGSET, pid);
		if (regs.a7 != MARK)
			continue;
		regs.a0 = made - 1;
		made = 0;
		registers(PTRACE_SETREGSET, pid);
	}
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

int main(int argc, char **argv)
{
	pid_t pid;

	MUST(argc > 1);
	pid = vfork();
	MUST(pid >= 0);
	if (!pid) {
		if (!ptrace(PTRACE_TRACEME, 0, NULL, NULL))
			execv(argv[1], argv + 1);
		_exit(127);
	}
	return trace(pid);
}
