// SPDX-License-Identifier: MIT
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness.h"

/* How a case's process ends. */
#define SKIPPED 77
#define FAILED 1
/* What hangs is killed after this; under KASAN the machine is slow. */
#define PATIENCE_S 60

static void (*undoes[4])(void);
/* The line of the case that is run, but for how it ended. */
static char result[256];

void at_case_end(void (*undo)(void))
{
	for (int i = 0; i < 4; i++) {
		if (undoes[i] && undoes[i] != undo)
			continue;
		undoes[i] = undo;
		return;
	}
	FAIL("more than four things are to be undone");
}

__attribute__((noreturn)) static void end_case(int status)
{
	/* What is to be undone may fail in turn. */
	for (int i = 0; i < 4; i++) {
		void (*undo)(void) = undoes[i];

		undoes[i] = NULL;
		if (undo)
			undo();
	}
	fflush(stdout);
	_exit(status);
}

void fail_case(const char *file, int line, const char *format, ...)
{
	const char *name = strrchr(file, '/');
	va_list list;

	printf("    # %s:%d: ", name ? name + 1 : file, line);
	va_start(list, format);
	vprintf(format, list);
	va_end(list);
	printf("\n");
	end_case(FAILED);
}

void skip_case(const char *why)
{
	printf("    ok %s # SKIP %s\n", result, why);
	end_case(SKIPPED);
}

static int run_one(const struct test_case *cases, const char *name,
		   const char *number)
{
	snprintf(result, sizeof(result), "%s %s", number, name);
	for (; cases->name; cases++) {
		if (strcmp(cases->name, name))
			continue;
		alarm(PATIENCE_S);
		cases->run();
		end_case(0);
	}
	fprintf(stderr, "there is no case \"%s\"\n", name);
	return 2;
}

/* The wait status of a process of this program that runs a case. */
static int spawn(char *program, const char *name, int number)
{
	char digits[12];
	char *words[] = { program, (char *)name, digits, NULL };
	int status;

	snprintf(digits, sizeof(digits), "%d", number);
	/* There may be no fork(). */
	pid_t pid = vfork();

	if (!pid) {
		execv(program, words);
		_exit(127);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid)
		return 127 << 8;
	return status;
}

int run_cases(const char *suite, const struct test_case *cases, int argc,
	      char **argv)
{
	int count = 0;
	bool good = true;

	if (argc > 1)
		return run_one(cases, argv[1], argc > 2 ? argv[2] : "1");
	while (cases[count].name)
		count++;
	printf("KTAP version 1\n1..1\n");
	printf("    KTAP version 1\n    # Subtest: %s\n    1..%d\n", suite,
	       count);
	for (int i = 0; i < count; i++) {
		fflush(stdout);

		int status = spawn(argv[0], cases[i].name, i + 1);
		bool passed = !status;

		/* It has told its reason itself. */
		if (WIFEXITED(status) && WEXITSTATUS(status) == SKIPPED)
			continue;
		if (WIFSIGNALED(status))
			printf("    # ended by signal %d\n", WTERMSIG(status));
		printf("    %sok %d %s\n", passed ? "" : "not ", i + 1,
		       cases[i].name);
		good = good && passed;
	}
	printf("%sok 1 %s\n", good ? "" : "not ", suite);
	return 0;
}
