/* SPDX-License-Identifier: MIT */
/* Threads of cases, several of which fit into 8 MiB whatever was there before. */
#ifndef THREADS_H
#define THREADS_H

#include <pthread.h>

#include "harness.h"

#define STACK_SIZE 32768

static inline pthread_t start_thread(void *(*run)(void *), void *argument)
{
	pthread_attr_t small;
	pthread_t thread;

	CHECK_INT(pthread_attr_init(&small), 0);
	CHECK_INT(pthread_attr_setstacksize(&small, STACK_SIZE), 0);
	CHECK_INT(pthread_create(&thread, &small, run, argument), 0);
	return thread;
}

static inline void join_thread(pthread_t thread)
{
	CHECK_INT(pthread_join(thread, NULL), 0);
}

#endif
