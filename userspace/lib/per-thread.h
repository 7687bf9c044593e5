/* SPDX-License-Identifier: MIT */
/* What each thread has of its own, where there are any. */
#ifndef K210_LIB_PER_THREAD_H
#define K210_LIB_PER_THREAD_H

#ifdef K210_NO_THREADS
#define PER_THREAD
#else
#define PER_THREAD _Thread_local
#endif

#endif
