/* SPDX-License-Identifier: MIT */
/* The kernel's calls, with a negative errno for an error. */
#ifndef K210_LIB_SYS_H
#define K210_LIB_SYS_H

#include <errno.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The kernel may spoil vectors, which the compiler then isn't told. */
#if defined(__riscv) && __riscv_xlen == 64 && !defined(__riscv_vector)
#define K210_ECALL
#endif

#ifdef K210_ECALL
static inline long sys_call(long number, long first, long second, long third)
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

/*
 * A level is set by one ioctl, and libc's own function costs as much again as
 * all of ours around it, for the sake of errno and of its variable arguments.
 */
static inline long sys_ioctl(long fd, unsigned long request, void *argument)
{
#ifdef K210_ECALL
	/* The kernel looks at 32 bits, and an int takes an instruction less. */
	return sys_call(SYS_ioctl, fd, (int)request, (long)argument);
#else
	int done = ioctl(fd, request, argument);

	return done < 0 ? -errno : done;
#endif
}

/* Only where it can't wait: threads aren't cancelled in it. */
static inline long sys_read(int fd, void *to, size_t size)
{
#ifdef K210_ECALL
	return sys_call(SYS_read, fd, (long)to, size);
#else
	long got = read(fd, to, size);

	return got < 0 ? -errno : got;
#endif
}

#endif
