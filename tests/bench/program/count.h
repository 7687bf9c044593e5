/* SPDX-License-Identifier: MIT */
/*
 * What operations cost, by the counter of instructions: k210-costs.ko lets
 * programs read it. For a program that `calls` runs it is system calls instead.
 */
#ifndef COUNT_H
#define COUNT_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

/* No system call. To a program that is traced it tells those since the last. */
#define MARK 4000

/* Ends the program unless it holds, and says what doesn't. */
#define MUST(holds) count_must(holds, #holds)
void count_must(bool holds, const char *what);

#define COUNT_TIMES 101

/*
 * An operation's cost, the median of so many times, without that of the call.
 * @times: 1 to COUNT_TIMES
 * @before: what isn't counted, each time; NULL is allowed
 */
extern int count_result; /* what the last operation has returned */
uint64_t count_cost(int times, void (*before)(void), int (*operation)(void));

/* They are in order then. */
uint64_t count_median(uint64_t *costs, int times);

/* Prints a line. It is after the program's name, and so a key of its own. */
void count_tell(const char *name, uint64_t number);

/* count_cost() of COUNT_TIMES, told. */
void count(const char *name, void (*before)(void), int (*operation)(void));

/* What most operations are, without libc's part in it. */
static inline long count_call(long number, long first, long second, long third)
{
	register long a0 __asm__("a0") = first;
	register long a1 __asm__("a1") = second;
	register long a2 __asm__("a2") = third;
	register long a7 __asm__("a7") = number;

	__asm__ volatile("ecall"
			 : "+r"(a0)
			 : "r"(a1), "r"(a2), "r"(a7)
			 : "memory");
	return a0;
}

#endif
