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

/*
 * A level is set by one ioctl, and libc's own function costs as much again as
 * all of ours around it, for the sake of errno and of its variable arguments.
 */
static inline long sys_ioctl(long fd, unsigned long request, void *argument)
{
#ifdef K210_ECALL
	register long a0 __asm__("a0") = fd;
	/* The kernel looks at 32 bits, and those take an instruction less. */
	register unsigned int a1 __asm__("a1") = request;
	register void *a2 __asm__("a2") = argument;
	register long a7 __asm__("a7") = SYS_ioctl;

	__asm__ volatile("ecall"
			 : "+r"(a0)
			 : "r"(a1), "r"(a2), "r"(a7)
			 : "memory");
	return a0;
#else
	int done = ioctl(fd, request, argument);

	return done < 0 ? -errno : done;
#endif
}

/* Only where it can't wait: threads aren't cancelled in it. */
static inline long sys_read(int fd, void *to, size_t size)
{
#ifdef K210_ECALL
	register long a0 __asm__("a0") = fd;
	register void *a1 __asm__("a1") = to;
	register size_t a2 __asm__("a2") = size;
	register long a7 __asm__("a7") = SYS_read;

	__asm__ volatile("ecall"
			 : "+r"(a0)
			 : "r"(a1), "r"(a2), "r"(a7)
			 : "memory");
	return a0;
#else
	long got = read(fd, to, size);

	return got < 0 ? -errno : got;
#endif
}

#endif
