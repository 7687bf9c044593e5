// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * PID 1 of the test VM: prepares the guest, runs the program under test and
 * reports on both, last of all.
 *
 * What to do stands in /vm, put there by tests/qemu/vm: modules (a path a
 * line), argv and get (strings that end in NUL). Without argv a shell runs on
 * the console.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "../../bench-regs.h"
#include "init.h"

#define PATH_LIST "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

static char nonce[64] = "none";

void finish(const char *format, ...)
{
	int verdict = open("/dev/bench-verdict", O_WRONLY);
	int control = open("/dev/bench-control", O_WRONLY);
	char end = BENCH_CMD_END;
	va_list ap;

	va_start(ap, format);
	dprintf(verdict, "nonce=%s ", nonce);
	vdprintf(verdict, format, ap);
	dprintf(verdict, "\n");
	va_end(ap);
	if (write(control, &end, 1) != 1) {
		char text[256] = "init: ";
		int log = open("/dev/kmsg", O_WRONLY);

		/* it reaches an early console as well */
		va_start(ap, format);
		vsnprintf(text + 6, sizeof(text) - 6, format, ap);
		va_end(ap);
		write(log, text, strlen(text));
		reboot(RB_AUTOBOOT);
	}
	for (;;)
		pause();
}

char *read_file(const char *path, size_t *size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	size_t len = 0, room = 512;
	char *text = NULL;
	ssize_t n = 1;

	while (n > 0) {
		text = realloc(text, room *= 2);
		if (!text)
			finish("why=init has no memory for %s", path);
		while (len < room - 1 &&
		       (n = read(fd, text + len, room - 1 - len)) > 0)
			len += n;
	}
	close(fd);
	text[len] = '\0';
	if (size)
		*size = len;
	return text;
}

/* The strings in a file that ends each with a NUL, behind FIRST. */
static char **read_strings(const char *path, char *const *first)
{
	size_t len, n = 0, max = 1;
	char *text = read_file(path, &len);
	char **strings;

	while (first && first[n])
		n++;
	max += n;
	for (size_t i = 0; i < len; i++)
		max += !text[i];
	strings = calloc(max, sizeof(*strings));
	if (!strings)
		finish("why=init has no memory for %s", path);
	if (n)
		memcpy(strings, first, n * sizeof(*strings));
	for (char *s = text; s < text + len; s += strlen(s) + 1)
		strings[n++] = s;
	return strings;
}

/*
 * In the child, between vfork() and execve(): system calls only. A loop of our
 * own, since execvp() gives what is no program to a shell.
 */
static void become(char **argv, char **envp)
{
	const char *list = strchr(argv[0], '/') ? "" : PATH_LIST;
	char path[4096];
	int why = ENOENT;
	sigset_t none;

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	if (!*list) {
		execve(argv[0], argv, envp);
		why = errno;
	}
	while (*list) {
		size_t len = strcspn(list, ":");

		if (len + strlen(argv[0]) + 2 > sizeof(path))
			break;
		memcpy(path, list, len);
		path[len] = '/';
		strcpy(path + len + 1, argv[0]);
		execve(path, argv, envp);
		if (errno != ENOENT && errno != ENOTDIR)
			why = errno;
		list += len + (list[len] == ':');
	}
	_exit(why == ENOENT || why == ENOTDIR ? 127 : 126);
}

/* PID's exit status as a shell gives it; orphans are reaped on the way. */
static int wait_for(pid_t pid)
{
	int status;
	pid_t ended;

	do {
		ended = wait(&status);
	} while (ended != pid && (ended > 0 || errno == EINTR));
	if (ended != pid)
		return -1;
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) :
				     WEXITSTATUS(status);
}

static int run_quietly(char **argv, char **envp, const char *output)
{
	pid_t pid = vfork();

	if (!pid) {
		dup2(open(output, O_WRONLY), 1);
		dup2(open("/dev/null", O_RDWR), 2);
		become(argv, envp);
	}
	return wait_for(pid);
}

/* Memory on a folder, with what --put has put there. */
static void mount_over(const char *path, mode_t mode)
{
	static const char below[] = "/vm/mount";
	char *argv[] = { "busybox", "cp", "-a", NULL, (char *)below, NULL };
	char *content = NULL;

	mkdir(below, 0700);
	if (mount("tmpfs", below, "tmpfs", 0, NULL) &&
	    mount("ramfs", below, "ramfs", 0, NULL))
		return;
	if (asprintf(&content, "%s/.", path) > 0 && rmdir(path)) {
		argv[3] = content;
		if (run_quietly(argv, environ, "/dev/null"))
			finish("why=init could not fill %s", path);
	}
	mkdir(path, mode);
	mount(below, path, NULL, MS_MOVE, NULL);
	chmod(path, mode);
	free(content);
}

/* What programs open to reach their own streams. */
static void link_streams(void)
{
	symlink("/proc/self/fd", "/dev/fd");
	symlink("/proc/self/fd/0", "/dev/stdin");
	symlink("/proc/self/fd/1", "/dev/stdout");
	symlink("/proc/self/fd/2", "/dev/stderr");
}

static void mount_all(void)
{
	static const struct {
		const char *type, *path;
	} mounts[] = {
		{ "proc", "/proc" },
		{ "sysfs", "/sys" },
		{ "devtmpfs", "/dev" },
		{ "debugfs", "/sys/kernel/debug" },
		{ "configfs", "/sys/kernel/config" },
		{ "devpts", "/dev/pts" },
	};

	for (size_t i = 0; i < sizeof(mounts) / sizeof(*mounts); i++) {
		mkdir(mounts[i].path, 0755);
		mount(mounts[i].type, mounts[i].path, mounts[i].type, 0, NULL);
	}
	mount_over("/run", 0755);
	mount_over("/tmp", 01777);
	link_streams();
	mkdir("/dev/shm", 01777);
	mount("tmpfs", "/dev/shm", "tmpfs", 0, NULL);
}

/* vm.nonce=WORD and vm.time=SECONDS */
static void read_cmdline(void)
{
	char *cmdline = read_file("/proc/cmdline", NULL), *save;

	for (char *word = strtok_r(cmdline, "\n ", &save); word;
	     word = strtok_r(NULL, "\n ", &save)) {
		struct timespec now = { 0 };

		if (!strncmp(word, "vm.nonce=", 9)) {
			snprintf(nonce, sizeof(nonce), "%s", word + 9);
		} else if (!strncmp(word, "vm.time=", 8)) {
			now.tv_sec = atoll(word + 8);
			clock_settime(CLOCK_REALTIME, &now);
		}
	}
	free(cmdline);
}

static void load_modules(void)
{
	char *list = read_file("/vm/modules", NULL), *save;

	for (char *path = strtok_r(list, "\n", &save); path;
	     path = strtok_r(NULL, "\n", &save)) {
		int fd = open(path, O_RDONLY | O_CLOEXEC);

		if (fd < 0 || syscall(SYS_finit_module, fd, "", 0))
			finish("why=loading %s: %s", path, strerror(errno));
		close(fd);
	}
	free(list);
	if (access("/dev/bench-control", W_OK))
		finish("why=the test bench's driver found no device");
}

static pid_t start_command(char **argv, char **envp)
{
	char go = BENCH_CMD_GO;
	int in = open("/dev/bench-stdin", O_RDONLY | O_CLOEXEC);
	int out = open("/dev/bench-stdout", O_WRONLY | O_CLOEXEC);
	int err = open("/dev/bench-stderr", O_WRONLY | O_CLOEXEC);
	int control = open("/dev/bench-control", O_WRONLY | O_CLOEXEC);
	pid_t pid;

	if (chdir("/in"))
		finish("why=/in: %s", strerror(errno));
	pid = vfork();
	if (!pid) {
		setsid();
		dup2(in, 0);
		dup2(out, 1);
		dup2(err, 2);
		if (write(control, &go, 1) == 1)
			become(argv, envp);
		_exit(126);
	}
	close(in);
	close(out);
	close(err);
	close(control);
	return pid;
}

static pid_t start_shell(char **envp)
{
	static char *argv[] = { "sh", "-i", NULL };
	char go = BENCH_CMD_GO;
	int control = open("/dev/bench-control", O_WRONLY | O_CLOEXEC);
	pid_t pid;

	if (chdir("/in") || write(control, &go, 1) != 1)
		finish("why=starting a shell: %s", strerror(errno));
	close(control);
	pid = vfork();
	if (!pid) {
		int tty;

		setsid();
		tty = open("/dev/console", O_RDWR);
		ioctl(tty, TIOCSCTTY, 1);
		dup2(tty, 0);
		dup2(tty, 1);
		dup2(tty, 2);
		become(argv, envp);
	}
	return pid;
}

/*
 * The links under which BusyBox is called, where there is nothing better. The
 * one without an MMU comes with its links, and refuses.
 */
static void install_applets(char **envp)
{
	static char *argv[] = { "busybox", "--install", "-s", NULL };

	run_quietly(argv, envp, "/dev/null");
}

static void set(const char *path, const char *value)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);

	if (fd < 0 && errno == ENOENT)
		return;
	if (write(fd, value, strlen(value)) < 0)
		finish("why=%s: %s", path, strerror(errno));
	close(fd);
}

/*
 * What 8 MiB need: the kernel's own limit of threads is hardly more than its
 * own; and a program's memory that is cut to its size leaves pieces behind in
 * which the next program does not fit.
 */
static void tune(void)
{
	set("/proc/sys/kernel/threads-max", "1024");
	set("/proc/sys/vm/nr_trim_pages", "0");
	/* what hangs ends the run, with its name, before the host does */
	set("/proc/sys/kernel/hung_task_timeout_secs", "30");
	set("/proc/sys/kernel/hung_task_panic", "1");
	set("/proc/sys/kernel/softlockup_panic", "1");
	set("/proc/sys/kernel/hardlockup_panic", "1");
	set("/proc/sys/kernel/panic_on_rcu_stall", "1");
}

/* The files that the host wants, as one tar archive. */
static int send_files(char **envp)
{
	static char *const tar[] = { "tar", "-c", "-C", "/", "--", NULL };
	char **argv = read_strings("/vm/get", tar);

	return argv[5] ? run_quietly(argv, envp, "/dev/bench-archive") : 0;
}

int main(void)
{
	static char *envp[] = {
		"PATH=" PATH_LIST, "HOME=/root",    "TERM=linux",
		"USER=root",	   "SHELL=/bin/sh", NULL,
	};
	int status, files;
	pid_t pid;
	char **argv;

	/* The kernel's console stays the kernel's. */
	for (int fd = 0; fd < 3; fd++)
		dup2(open("/dev/null", O_RDWR | O_CLOEXEC), fd);
	mount_all();
	read_cmdline();
	tune();
	install_applets(envp);
	load_modules();

	argv = read_strings("/vm/argv", NULL);
	pid = *argv ? start_command(argv, envp) : start_shell(envp);
	status = wait_for(pid);
	files = send_files(envp);
	report(status, files);
}
