// SPDX-License-Identifier: MIT
#include <poll.h>
#include <stddef.h>

#include "lock.h"

void k210_lock_wait(struct lock *lock)
{
	do
		poll(NULL, 0, 1);
	while (!lock_try(lock));
}
