// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs the suites and prints what KUnit would have in debugfs, each suite's
 * document behind a line "==> NAME". What the sanitizers find ends it.
 */

#include <setjmp.h>
#include <stdarg.h>

#include "kunit.h"
#include "regs.h"
#include "shim.h"

#define SUITES 16
#define ACTIONS 16

static struct kunit_suite *suites[SUITES];
static int num_suites;

/* Of the case that runs. */
static struct {
	void (*action)(void *data);
	void *data;
} actions[ACTIONS];
static int num_actions;
static bool failed;
static jmp_buf stop;

struct k210_kunit_regs *k210_kunit_regs;

u32 k210_readl(const void __iomem *reg)
{
	struct k210_kunit_regs *regs = k210_kunit_regs;

	return regs->read(regs, (const char *)reg - (char *)regs->base);
}

void k210_writel(u32 value, void __iomem *reg)
{
	struct k210_kunit_regs *regs = k210_kunit_regs;

	regs->write(regs, (char *)reg - (char *)regs->base, value);
}

void shim_lock(raw_spinlock_t *lock)
{
	if (lock->taken)
		abort();
	lock->taken = true;
}

void shim_unlock(raw_spinlock_t *lock)
{
	if (!lock->taken)
		abort();
	lock->taken = false;
}

u64 ktime_get_ns(void)
{
	static u64 now;

	return ++now;
}

void shim_add_suite(struct kunit_suite *suite)
{
	suites[num_suites++] = suite;
}

int kunit_add_action(struct kunit *test, void (*action)(void *data), void *data)
{
	(void)test;
	actions[num_actions].action = action;
	actions[num_actions++].data = data;
	return 0;
}

void *kunit_kzalloc(struct kunit *test, size_t size, int flags)
{
	void *memory = calloc(1, size);

	(void)flags;
	kunit_add_action(test, free, memory);
	return memory;
}

void shim_fail(const char *file, int line, const char *format, ...)
{
	va_list list;

	printf("    # EXPECTATION FAILED at %s:%d: ", file, line);
	va_start(list, format);
	vprintf(format, list);
	va_end(list);
	printf("\n");
	failed = true;
}

void shim_stop(void)
{
	longjmp(stop, 1);
}

static bool run_once(const struct kunit_suite *suite,
		     const struct kunit_case *one, const void *param)
{
	struct kunit test = { .param_value = param };

	failed = false;
	if (!setjmp(stop)) {
		if (suite->init && suite->init(&test))
			failed = true;
		else
			one->run_case(&test);
	}
	while (num_actions--)
		actions[num_actions].action(actions[num_actions].data);
	num_actions = 0;
	return !failed;
}

static bool run_with_params(const struct kunit_suite *suite,
			    const struct kunit_case *one)
{
	char text[KUNIT_PARAM_DESC_SIZE];
	const void *param = NULL;
	bool good = true;
	int number = 0;

	printf("        KTAP version 1\n        # Subtest: %s\n", one->name);
	while ((param = one->generate_params(param, text))) {
		bool passed = run_once(suite, one, param);

		good &= passed;
		printf("        %sok %d %s\n", passed ? "" : "not ", ++number,
		       text);
	}
	return good;
}

static bool run_suite(const struct kunit_suite *suite)
{
	bool good = true;
	int number = 0;

	for (const struct kunit_case *one = suite->test_cases; one->run_case;
	     one++)
		number++;
	printf("==> %s\nKTAP version 1\n1..1\n    KTAP version 1\n"
	       "    # Subtest: %s\n    1..%d\n",
	       suite->name, suite->name, number);
	number = 0;
	for (const struct kunit_case *one = suite->test_cases; one->run_case;
	     one++) {
		bool passed = one->generate_params ?
				      run_with_params(suite, one) :
				      run_once(suite, one, NULL);

		good &= passed;
		printf("    %sok %d %s\n", passed ? "" : "not ", ++number,
		       one->name);
	}
	printf("%sok 1 %s\n", good ? "" : "not ", suite->name);
	return good;
}

int main(void)
{
	bool good = true;

	setvbuf(stdout, NULL, _IOLBF, BUFSIZ);
	for (int i = 0; i < num_suites; i++)
		good &= run_suite(suites[i]);
	return !good;
}
