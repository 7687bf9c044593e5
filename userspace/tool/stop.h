/* SPDX-License-Identifier: MIT */
/*
 * Ends that come from outside: Ctrl-C, a kill, a time that is over. Commands
 * that wait give back what they took, and end their output, before they end.
 */
#ifndef K210_TOOL_STOP_H
#define K210_TOOL_STOP_H

#include <stdbool.h>
#include <stdint.h>

/*
 * stop_catch() - from here on SIGINT, SIGTERM and SIGHUP come only while
 * stop_wait() waits, and end nothing by themselves. Those that are ignored stay
 * so: a shell's background jobs. Without this they end the program.
 */
void stop_catch(void);

/* --banner, of commands that wait; libgpiod's say it on stdout. */
#define BANNER 1013
/* clang-format off */
#define BANNER_OPTION { "banner", no_argument, NULL, BANNER }
/* clang-format on */
#define BANNER_HELP "      --banner          say on stderr once it has begun\n"

/* stop_begun() - say so, if that option was given: @wanted. */
void stop_begun(bool wanted);

/* In place of a time: never. */
#define STOP_NEVER UINT64_MAX

/*
 * stop_wait() - wait for a descriptor, a time or a signal.
 * @fd: to become readable, or have an error; -1 for none
 * @until: as clock_now() has it, or STOP_NEVER
 *
 * Return: 1 if @fd is ready, 0 once it is @until, -1 after a signal, from which
 * on it doesn't wait.
 */
int stop_wait(int fd, uint64_t until);

struct pollfd;
/* stop_wait_all() - the same for @count descriptors, as poll() has them. */
int stop_wait_all(struct pollfd *fds, unsigned int count, uint64_t until);

/* stop_came() - whether a signal has come. */
bool stop_came(void);

/*
 * stop_finish() - end as tool_finish() does; or by the signal that came, so
 * that a shell's loop around the command ends too.
 */
__attribute__((noreturn)) void stop_finish(int status);

#endif
