// SPDX-License-Identifier: MIT
/*
 * Other processes, which are this program again and do what they are told.
 * They are called 0 to 3. There is no fork() without an MMU.
 *
 *	spawn N			starts one
 *	to N COMMAND		has it do something; its answer
 *	tell N COMMAND		the same, without waiting for it
 *	heard N			the answer to what it was told
 *	nudge N			signals until it has an answer
 *	pid N
 *	kill N [US]		with SIGKILL, after some microseconds, and waits
 *				until it is gone
 *	end N			lets it exit by itself
 *	pass N NAME		a descriptor, over a UNIX socket
 *	receive NAME		takes what was passed
 *	leave NAME FD		has a descriptor at this number, for those that
 *				are started from now on
 *	adopt NAME FD		names what was left so
 *	exec			becomes a new program; not the first process
 *	be UID			is this user from now on
 *	limit N			opens no more descriptors than so many
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "script.h"

#define PROCESSES 4

/* Its end of the socket, where descriptors are passed. */
#define PASSED 3

static struct process {
	pid_t pid;
	FILE *in;
	FILE *out;
	int socket;
} processes[PROCESSES];

static struct process *process(char **words)
{
	return &processes[atoi(cut_word(words)) % PROCESSES];
}

static int start(struct process *new, const int *in, const int *out,
		 const int *sockets)
{
	char *argv[] = { "/proc/self/exe", NULL };
	posix_spawn_file_actions_t actions;
	int failure;

	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, in[0], 0);
	posix_spawn_file_actions_adddup2(&actions, out[1], 1);
	if (sockets[0] >= 0)
		posix_spawn_file_actions_adddup2(&actions, sockets[1], PASSED);
	failure = posix_spawn(&new->pid, *argv, &actions, NULL, argv, environ);
	posix_spawn_file_actions_destroy(&actions);
	errno = failure;
	return failure ? -1 : 0;
}

static int spawn(char *words)
{
	struct process *new = process(&words);
	int in[2], out[2], sockets[2] = { -1, -1 };
	int result;

	if (pipe2(in, O_CLOEXEC) < 0 || pipe2(out, O_CLOEXEC) < 0)
		return -1;
	/* There is no network without an MMU. */
	socketpair(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0, sockets);
	result = start(new, in, out, sockets);
	close(in[0]);
	close(out[1]);
	close(sockets[1]);
	new->in = fdopen(in[1], "w");
	new->out = fdopen(out[0], "r");
	new->socket = sockets[0];
	return result;
}

static int forget(struct process *old)
{
	int status;

	fclose(old->in);
	if (waitpid(old->pid, &status, 0) < 0)
		return -1;
	fclose(old->out);
	close(old->socket);
	old->pid = 0;
	return 0;
}

static int tell(char *words)
{
	struct process *other = process(&words);

	fprintf(other->in, "%s\n", words);
	return fflush(other->in);
}

static int print_heard(char *words)
{
	struct process *other = process(&words);
	struct pollfd fd = { .fd = fileno(other->out), .events = POLLIN };
	char line[4096];

	if (poll(&fd, 1, WAIT_MS) < 1) {
		errno = ETIMEDOUT;
		return -1;
	}
	if (!fgets(line, sizeof(line), other->out)) {
		errno = ESRCH;
		return -1;
	}
	fputs(line, stdout);
	return SAID;
}

static int ask(char *words)
{
	char number[2] = { *words };

	return tell(words) < 0 ? -1 : print_heard(number);
}

/* Where a signal comes too early, what it was meant for waits for another. */
static int nudge(char *words)
{
	struct process *other = process(&words);
	struct pollfd fd = { .fd = fileno(other->out), .events = POLLIN };

	for (int i = 0; i < WAIT_MS / 10; i++) {
		if (kill(other->pid, SIGUSR1) < 0)
			return -1;
		if (poll(&fd, 1, 10) > 0)
			return 0;
	}
	errno = ETIMEDOUT;
	return -1;
}

static void ignore(int)
{
}

void open_processes(void)
{
	struct sigaction action = { .sa_handler = ignore };

	sigaction(SIGUSR1, &action, NULL);
}

static int print_pid(char *words)
{
	printf("%d\n", process(&words)->pid);
	return SAID;
}

static int kill_process(char *words)
{
	struct process *old = process(&words);

	usleep(atoi(words));
	if (kill(old->pid, SIGKILL) < 0)
		return -1;
	return forget(old);
}

static int end(char *words)
{
	return forget(process(&words));
}

/* A message of one byte, and a descriptor with it. */
union control {
	char bytes[CMSG_SPACE(sizeof(int))];
	struct cmsghdr header;
};

static int pass(char *words)
{
	struct process *other = process(&words);
	union control control = { .header = { .cmsg_len = CMSG_LEN(sizeof(int)),
					      .cmsg_level = SOL_SOCKET,
					      .cmsg_type = SCM_RIGHTS } };
	struct iovec byte = { .iov_base = "", .iov_len = 1 };
	struct msghdr message = { .msg_iov = &byte,
				  .msg_iovlen = 1,
				  .msg_control = &control,
				  .msg_controllen = sizeof(control) };
	int fd = named(words);

	memcpy(CMSG_DATA(&control.header), &fd, sizeof(fd));
	return sendmsg(other->socket, &message, 0) < 0 ? -1 : 0;
}

static int receive(char *name)
{
	union control control;
	char text;
	struct iovec byte = { .iov_base = &text, .iov_len = 1 };
	struct msghdr message = { .msg_iov = &byte,
				  .msg_iovlen = 1,
				  .msg_control = &control,
				  .msg_controllen = sizeof(control) };
	int fd;

	if (recvmsg(PASSED, &message, MSG_CMSG_CLOEXEC) < 0)
		return -1;
	memcpy(&fd, CMSG_DATA(&control.header), sizeof(fd));
	return name_descriptor(name, fd);
}

static int leave(char *words)
{
	int fd = named(cut_word(&words));

	return dup2(fd, atoi(words)) < 0 ? -1 : 0;
}

static int adopt(char *words)
{
	const char *name = cut_word(&words);

	return name_descriptor(name, atoi(words));
}

static int become_new(char *)
{
	char *argv[] = { "/proc/self/exe", NULL };

	puts("ok");
	return execv(*argv, argv);
}

static int be_user(char *number)
{
	uid_t user = atoi(number);

	if (setgroups(0, NULL) < 0 || setgid(user) < 0)
		return -1;
	return setuid(user);
}

static int limit(char *number)
{
	struct rlimit most = { atoi(number), atoi(number) };

	return setrlimit(RLIMIT_NOFILE, &most);
}

const struct verb process_verbs[] = {
	{ "spawn", spawn },	  { "to", ask },
	{ "tell", tell },	  { "heard", print_heard },
	{ "nudge", nudge },	  { "pid", print_pid },
	{ "kill", kill_process }, { "end", end },
	{ "pass", pass },	  { "receive", receive },
	{ "leave", leave },	  { "adopt", adopt },
	{ "exec", become_new },	  { "be", be_user },
	{ "limit", limit },	  { NULL }
};
