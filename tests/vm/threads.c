// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Two threads count in variables that each has its own of; then the program
 * says what each had and what itself has, by way of tables of addresses.
 */
#include <pthread.h>
#include <stdio.h>

#include "threads.h"

static __thread int below = 100;

static void *count(void *amount)
{
	own += *(int *)amount;
	below += own;
	*(int *)amount = below;
	return NULL;
}

int main(void)
{
	int amounts[] = { 1, 2 };
	pthread_t threads[2];
	int i;

	for (i = 0; i < 2; i++)
		if (pthread_create(&threads[i], NULL, count, &amounts[i]))
			return 1;
	for (i = 0; i < 2; i++)
		pthread_join(threads[i], NULL);
	shared += below;
	fprintf(*streams[1], "%d %d %d %d\n", amounts[0], amounts[1], own,
		*numbers[1]);
	return 0;
}
