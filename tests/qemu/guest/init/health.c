// SPDX-License-Identifier: GPL-2.0-or-later
/* How the kernel is when the command has ended. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "init.h"

/* kmemleak reports nothing that is younger than five seconds. */
#define LEAK_AGE_S 6
/* What the command set going, on the other hart or behind RCU, comes still. */
#define SETTLE_US 50000
/* Nothing that works makes a task wait for so long that can't be woken. */
#define STUCK_S 2

/*
 * The kernel's messages, which the console has not all: somebody may have
 * silenced it, and newer kernels print behind what they say. From /dev/kmsg,
 * where nobody can clear them; their numbers tell the host of lost ones.
 */
static void send_messages(void)
{
	static char record[8192]; /* there are none that are longer */
	int verdict = open("/dev/bench-verdict", O_WRONLY | O_CLOEXEC);
	int log = open("/dev/kmsg", O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	ssize_t size;

	do {
		size = read(log, record, sizeof(record));
		if (size > 0 && write(verdict, record, size) != size)
			break;
	} while (size > 0 || (size < 0 && errno == EPIPE));
	if (size >= 0 || errno != EAGAIN)
		finish("why=the kernel's messages: %s", strerror(errno));
	close(log);
	close(verdict);
}

/* The number behind KEY in a file, -1 when there is none. */
static long number_in(const char *path, const char *key)
{
	char *text = read_file(path, NULL), *at = strstr(text, key), *end = at;
	long number = at ? strtol(at + strlen(key), &end, 10) : -1;

	if (at && end == at + strlen(key))
		number = -1;
	free(text);
	return number;
}

/* How often a task that can't be woken has gone to sleep, -1 for any other. */
static long asleep(const char *status)
{
	char *text = read_file(status, NULL);
	bool stuck = strstr(text, "\nState:\tD");

	free(text);
	return stuck ? number_in(status, "\nvoluntary_ctxt_switches:") : -1;
}

/* The status file of a task that hangs; a good run has none to wait for. */
static const char *find_stuck(void)
{
	bool any = false;
	glob_t tasks;
	long *before;

	if (glob("/proc/[0-9]*/task/[0-9]*/status", 0, NULL, &tasks))
		finish("why=init found no tasks");
	before = calloc(tasks.gl_pathc, sizeof(*before));
	if (!before)
		finish("why=init has no memory for the tasks");
	for (size_t i = 0; i < tasks.gl_pathc; i++) {
		before[i] = asleep(tasks.gl_pathv[i]);
		any |= before[i] >= 0;
	}
	sleep(any ? STUCK_S : 0);
	for (size_t i = 0; any && i < tasks.gl_pathc; i++)
		if (before[i] >= 0 && asleep(tasks.gl_pathv[i]) == before[i])
			return tasks.gl_pathv[i];
	return NULL;
}

/*
 * Counts kmemleak's reports; what it says goes to the console. -1 where it
 * does not answer, -2 where the kernel has none.
 */
static int count_leaks(void)
{
	static const char kmemleak[] = "/sys/kernel/debug/kmemleak";
	int fd = open(kmemleak, O_RDWR | O_CLOEXEC), console, leaks = 0;
	struct timespec aged;
	char *report;
	size_t len;

	if (fd < 0)
		return -2;
	/* an object must be the same at two scans, and be old at the second */
	clock_gettime(CLOCK_MONOTONIC, &aged);
	aged.tv_sec += LEAK_AGE_S;
	if (write(fd, "scan", 4) != 4)
		return -1;
	clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &aged, NULL);
	if (write(fd, "scan", 4) != 4)
		return -1;
	close(fd);
	report = read_file(kmemleak, &len);
	for (char *at = report; (at = strstr(at, "unreferenced object")); at++)
		leaks++;
	console = open("/dev/console", O_WRONLY | O_CLOEXEC | O_NOCTTY);
	if (leaks && write(console, report, len) < 0)
		return -1;
	close(console);
	free(report);
	return leaks;
}

void report(int status, int files)
{
	static const char lockdep[] = "/proc/lockdep_stats";
	static const char locked[] = "debug_locks:";
	const char *stuck;
	long taint, locks;
	int leaks;

	usleep(SETTLE_US);
	stuck = find_stuck();
	/* lockdep's fault is enough, and leaks take long */
	leaks = number_in(lockdep, locked) ? count_leaks() : 0;
	taint = number_in("/proc/sys/kernel/tainted", "");
	locks = number_in(lockdep, locked);
	send_messages();
	if (stuck)
		finish("why=hangs in the kernel: %s",
		       strtok(read_file(stuck, NULL) + sizeof("Name:"), "\n"));
	finish("status=%d files=%d taint=%ld locks=%ld leaks=%d end", status,
	       files, taint, locks, leaks);
}
