// SPDX-License-Identifier: MIT
/*
 * load MODULE ...: loads them, until both chips are there: instructions, memory
 * in kB, and descriptors of interrupts.
 */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>

#include "cdev.h"
#include "count.h"
#include "where.h"

#define MODULES 8

static int files[MODULES];
static int num_files;

static int load(void)
{
	for (int i = 0; i < num_files; i++)
		MUST(!syscall(SYS_finit_module, files[i], "", 0));
	/* none of them has put off what is counted */
	MUST(!access("/dev/gpiochip1", F_OK));
	return 0;
}

/* Of memory that nothing is in that could be had again. */
static long free_kb(void)
{
	int drop = open("/proc/sys/vm/drop_caches", O_WRONLY);
	FILE *file = fopen("/proc/meminfo", "r");
	char line[128];
	long kb = -1;

	MUST(drop >= 0 && write(drop, "3", 1) == 1 && !close(drop));
	MUST(file);
	while (kb < 0 && fgets(line, sizeof(line), file))
		sscanf(line, "MemFree: %ld", &kb);
	MUST(kb > 0);
	fclose(file);
	return kb;
}

/* Each has a folder. */
static int interrupts(void)
{
	DIR *folder = opendir("/sys/kernel/irq");
	struct dirent *entry;
	int num = 0;

	MUST(folder);
	while ((entry = readdir(folder)))
		num += entry->d_name[0] != '.';
	closedir(folder);
	return num;
}

int main(int argc, char **argv)
{
	long memory;
	int irqs;
	uint64_t cost;

	for (int i = 1; i < argc && num_files < MODULES; i++) {
		files[num_files] = open(argv[i], O_RDONLY | O_CLOEXEC);
		MUST(files[num_files++] >= 0);
	}
	irqs = interrupts();
	free_kb();
	memory = free_kb();
	cost = count_cost(1, NULL, load);
	memory -= free_kb();
	irqs = interrupts() - irqs;
	close(cdev_chip(GPIOHS, NULL));
	close(cdev_chip(GPIO, NULL));
	count_tell("instructions", cost);
	count_tell("memory", memory);
	count_tell("interrupts", irqs);
	return 0;
}
