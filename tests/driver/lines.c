// SPDX-License-Identifier: MIT
/*
 * A user of GPIO lines that does what it is told, a command on each line of
 * stdin and one line on stdout for each:
 *
 *	chip LABEL		opens the chip of this label
 *	lines			how many the chip has
 *	info LINE		in or out, used or free, and its name if any
 *	flags LINE		the flags of it, and how it is debounced
 *	with WORD ...		what the next requests and turns ask for as
 *				well: flags, or debounce=US
 *	in LINE ...		requests lines as inputs
 *	out LINE=VALUE ...	requests lines as outputs
 *	asis LINE ...		requests lines as they are
 *	get			the values of the lines requested
 *	set VALUE ...		sets all of them; - leaves one alone
 *	turn in | out VALUE ...	changes the direction of all of them
 *	release			gives them back
 *	swap			lays them aside, and takes what was laid aside
 *	watch LINE		is told of what others do with a line; nobody
 *				reads it
 *	events N		waits for N events, and takes what else is there:
 *				EDGE:LINE:SEQNO:LINE_SEQNO each
 *	write FILE TEXT		writes a file of the kernel's
 *	grep FILE TEXT		the first line of a file that has TEXT in it
 *	read FILE		its first line
 *	poll FILE		waits for a change of an attribute
 *	sh COMMAND		has a shell run it
 *	irq COMMAND		asks k210-consumer
 *	key			waits for a key: its code, and 1 when it is pressed
 *	jig REQUEST		asks the jig
 *	await N			waits until N of its `at` requests were run,
 *				since the last time
 *	edges			all that the jig said by itself since the last time
 *
 * A command that the kernel refuses answers `error`, and its errno.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <linux/gpio.h>
#include <linux/input.h>

/* What never comes is missing after this. */
#define WAIT_MS 10000

static const struct flag {
	const char *name;
	uint64_t flag;
} flags[] = { { "active-low", GPIO_V2_LINE_FLAG_ACTIVE_LOW },
	      { "rising", GPIO_V2_LINE_FLAG_EDGE_RISING },
	      { "falling", GPIO_V2_LINE_FLAG_EDGE_FALLING },
	      { "open-drain", GPIO_V2_LINE_FLAG_OPEN_DRAIN },
	      { "open-source", GPIO_V2_LINE_FLAG_OPEN_SOURCE },
	      { "pull-up", GPIO_V2_LINE_FLAG_BIAS_PULL_UP },
	      { "pull-down", GPIO_V2_LINE_FLAG_BIAS_PULL_DOWN },
	      { "no-pull", GPIO_V2_LINE_FLAG_BIAS_DISABLED },
	      { NULL } };

static uint64_t extra; /* flags from `with` */
static unsigned int debounce_us;
static int chip = -1;
static int keys = -1;
static struct gpio_v2_line_request lines = { .fd = -1 };
static struct gpio_v2_line_request aside = { .fd = -1 };
static int consumer;
static int jig;
static FILE *answers;
static unsigned int ats;
static char edges[65536];

static void answer(int failed)
{
	if (failed < 0)
		printf("error %d\n", errno);
	else
		puts("ok");
}

static int open_chip(const char *label)
{
	char path[32];

	close(chip);
	for (int i = 0; i < 16; i++) {
		struct gpiochip_info info;

		snprintf(path, sizeof(path), "/dev/gpiochip%d", i);
		chip = open(path, O_RDWR);
		if (chip >= 0 && !ioctl(chip, GPIO_GET_CHIPINFO_IOCTL, &info) &&
		    !strcmp(info.label, label))
			return 0;
		close(chip);
	}
	errno = ENODEV;
	return -1;
}

static void print_chip(void)
{
	struct gpiochip_info info;

	if (ioctl(chip, GPIO_GET_CHIPINFO_IOCTL, &info) < 0)
		answer(-1);
	else
		printf("%u\n", info.lines);
}

static void print_info(const char *line)
{
	struct gpio_v2_line_info info = { .offset = atoi(line) };

	if (ioctl(chip, GPIO_V2_GET_LINEINFO_IOCTL, &info) < 0) {
		answer(-1);
		return;
	}
	printf("%s %s%s%s\n",
	       info.flags & GPIO_V2_LINE_FLAG_OUTPUT ? "out" : "in",
	       info.flags & GPIO_V2_LINE_FLAG_USED ? "used" : "free",
	       *info.name ? " " : "", info.name);
}

static void print_flags(const char *line)
{
	struct gpio_v2_line_info info = { .offset = atoi(line) };

	if (ioctl(chip, GPIO_V2_GET_LINEINFO_IOCTL, &info) < 0) {
		answer(-1);
		return;
	}
	for (const struct flag *flag = flags; flag->name; flag++)
		if (info.flags & flag->flag)
			printf("%s ", flag->name);
	for (unsigned int i = 0; i < info.num_attrs; i++)
		if (info.attrs[i].id == GPIO_V2_LINE_ATTR_ID_DEBOUNCE)
			printf("debounce=%u ",
			       info.attrs[i].debounce_period_us);
	puts("");
}

static int take_flags(char *words)
{
	extra = 0;
	debounce_us = 0;
	for (char *word = strtok(words, " "); word; word = strtok(NULL, " ")) {
		const struct flag *flag = flags;

		if (sscanf(word, "debounce=%u", &debounce_us) == 1)
			continue;
		while (flag->name && strcmp(flag->name, word))
			flag++;
		if (!flag->name) {
			errno = EINVAL;
			return -1;
		}
		extra |= flag->flag;
	}
	return 0;
}

/* The directions and values that the words ask for, into CONFIG. */
static void configure(struct gpio_v2_line_config *config, uint64_t direction,
		      uint64_t values, unsigned int num)
{
	struct gpio_v2_line_config_attribute *attr = config->attrs;
	uint64_t all = num < 64 ? (1ULL << num) - 1 : ~0ULL;

	memset(config, 0, sizeof(*config));
	config->flags = direction | extra;
	if (direction == GPIO_V2_LINE_FLAG_OUTPUT) {
		attr->attr.id = GPIO_V2_LINE_ATTR_ID_OUTPUT_VALUES;
		attr->attr.values = values;
		attr++->mask = all;
	}
	if (debounce_us) {
		attr->attr.id = GPIO_V2_LINE_ATTR_ID_DEBOUNCE;
		attr->attr.debounce_period_us = debounce_us;
		attr++->mask = all;
	}
	config->num_attrs = attr - config->attrs;
}

static int request(uint64_t direction, char *words)
{
	uint64_t values = 0;
	unsigned int num = 0;

	for (char *word = strtok(words, " "); word; word = strtok(NULL, " ")) {
		char *value = strchr(word, '=');

		lines.offsets[num] = atoi(word);
		if (value && value[1] == '1')
			values |= 1ULL << num;
		num++;
	}
	lines.num_lines = num;
	strcpy(lines.consumer, "lines");
	configure(&lines.config, direction, values, num);
	return ioctl(chip, GPIO_V2_GET_LINE_IOCTL, &lines);
}

static void get(void)
{
	struct gpio_v2_line_values values = {
		.mask = (1ULL << lines.num_lines) - 1,
	};

	if (ioctl(lines.fd, GPIO_V2_LINE_GET_VALUES_IOCTL, &values) < 0) {
		answer(-1);
		return;
	}
	for (unsigned int i = 0; i < lines.num_lines; i++)
		putchar(values.bits >> i & 1 ? '1' : '0');
	putchar('\n');
}

static struct gpio_v2_line_values parse_values(char *words)
{
	struct gpio_v2_line_values values = { 0 };
	unsigned int i = 0;

	for (char *word = strtok(words, " "); word; word = strtok(NULL, " ")) {
		if (*word != '-')
			values.mask |= 1ULL << i;
		if (*word == '1')
			values.bits |= 1ULL << i;
		i++;
	}
	return values;
}

static int turn(char *words)
{
	struct gpio_v2_line_config config;

	if (!strncmp(words, "out ", 4))
		configure(&config, GPIO_V2_LINE_FLAG_OUTPUT,
			  parse_values(words + 4).bits, lines.num_lines);
	else
		configure(&config, GPIO_V2_LINE_FLAG_INPUT, 0, lines.num_lines);
	return ioctl(lines.fd, GPIO_V2_LINE_SET_CONFIG_IOCTL, &config);
}

static int set(char *words)
{
	struct gpio_v2_line_values values = parse_values(words);

	return ioctl(lines.fd, GPIO_V2_LINE_SET_VALUES_IOCTL, &values);
}

static void swap(void)
{
	struct gpio_v2_line_request others = aside;

	aside = lines;
	lines = others;
	puts("ok");
}

static int watch(const char *line)
{
	struct gpio_v2_line_info info = { .offset = atoi(line) };

	return ioctl(chip, GPIO_V2_GET_LINEINFO_WATCH_IOCTL, &info);
}

static void print_events(unsigned int least)
{
	struct pollfd fd = { .fd = lines.fd, .events = POLLIN };
	struct gpio_v2_line_event event;

	for (unsigned int n = 0; poll(&fd, 1, n < least ? WAIT_MS : 0) > 0;
	     n++) {
		if (read(lines.fd, &event, sizeof(event)) != sizeof(event)) {
			answer(-1);
			return;
		}
		printf("%s:%u:%u:%u ",
		       event.id == GPIO_V2_LINE_EVENT_RISING_EDGE ? "rising" :
								    "falling",
		       event.offset, event.seqno, event.line_seqno);
	}
	puts("");
}

/* A line of the jig's that is an answer; keeps what comes by itself. */
static int read_jig(char *line, size_t size)
{
	if (!fgets(line, size, answers)) {
		strcpy(line, "error the jig is gone");
		return 1;
	}
	line[strcspn(line, "\n")] = '\0';
	if (!strncmp(line, "at ", 3))
		ats++;
	else if (strncmp(line, "edge ", 5) && strncmp(line, "lost ", 5))
		return 1;
	strcat(strcat(edges, line), ";");
	return 0;
}

static void ask_jig(const char *request)
{
	char line[256];

	if (dprintf(jig, "%s\n", request) < 0) {
		answer(-1);
		return;
	}
	while (!read_jig(line, sizeof(line)))
		;
	puts(line);
}

static void await_jig(unsigned int number)
{
	char line[256];

	while (ats < number)
		if (read_jig(line, sizeof(line))) {
			puts(line);
			return;
		}
	ats -= number;
	puts("ok");
}

static void ask_consumer(const char *command)
{
	char text[64];
	ssize_t size;

	if (write(consumer, command, strlen(command)) < 0) {
		answer(-1);
		return;
	}
	size = read(consumer, text, sizeof(text));
	printf("%.*s\n", (int)size, text);
}

static int write_file(char *words)
{
	char *text = strchrnul(words, ' ');
	int fd, result;

	if (*text)
		*text++ = '\0';
	fd = open(words, O_WRONLY);
	result = write(fd, text, strlen(text));
	close(fd);
	return result;
}

static void grep(char *words)
{
	char *text = strchrnul(words, ' ');
	char line[256];
	FILE *file;

	if (*text)
		*text++ = '\0';
	file = fopen(words, "r");
	if (!file) {
		answer(-1);
		return;
	}
	do {
		if (!fgets(line, sizeof(line), file))
			strcpy(line, "error not there\n");
	} while (!strstr(line, text) && strncmp(line, "error", 5));
	fputs(line, stdout);
	fclose(file);
}

static void read_file(const char *path, int wait)
{
	struct pollfd fd = { .fd = open(path, O_RDONLY), .events = POLLPRI };
	char text[256] = "";
	ssize_t size = read(fd.fd, text, sizeof(text) - 1);

	if (size >= 0 && wait) {
		size = poll(&fd, 1, WAIT_MS) == 1 ? 0 : -1;
		errno = ETIMEDOUT;
		if (!size)
			size = pread(fd.fd, text, sizeof(text) - 1, 0);
	}
	if (size < 0)
		answer(-1);
	else
		printf("%.*s\n", (int)strcspn(text, "\n"), text);
	close(fd.fd);
}

static void wait_for_key(void)
{
	struct pollfd fd = { .fd = keys, .events = POLLIN };
	struct input_event event = { 0 };

	while (event.type != EV_KEY) {
		if (poll(&fd, 1, WAIT_MS) < 1) {
			puts("error no key");
			return;
		}
		if (read(keys, &event, sizeof(event)) != sizeof(event)) {
			answer(-1);
			return;
		}
	}
	printf("%d %d\n", event.code, event.value);
}

static void obey(char *command)
{
	char *words = strchrnul(command, ' ');

	if (*words)
		*words++ = '\0';
	if (!strcmp(command, "chip"))
		answer(open_chip(words));
	else if (!strcmp(command, "lines"))
		print_chip();
	else if (!strcmp(command, "info"))
		print_info(words);
	else if (!strcmp(command, "flags"))
		print_flags(words);
	else if (!strcmp(command, "with"))
		answer(take_flags(words));
	else if (!strcmp(command, "in"))
		answer(request(GPIO_V2_LINE_FLAG_INPUT, words));
	else if (!strcmp(command, "out"))
		answer(request(GPIO_V2_LINE_FLAG_OUTPUT, words));
	else if (!strcmp(command, "asis"))
		answer(request(0, words));
	else if (!strcmp(command, "get"))
		get();
	else if (!strcmp(command, "set"))
		answer(set(words));
	else if (!strcmp(command, "turn"))
		answer(turn(words));
	else if (!strcmp(command, "release"))
		answer(close(lines.fd));
	else if (!strcmp(command, "swap"))
		swap();
	else if (!strcmp(command, "watch"))
		answer(watch(words));
	else if (!strcmp(command, "write"))
		answer(write_file(words));
	else if (!strcmp(command, "grep"))
		grep(words);
	else if (!strcmp(command, "read"))
		read_file(words, 0);
	else if (!strcmp(command, "poll"))
		read_file(words, 1);
	else if (!strcmp(command, "sh"))
		answer(system(words) ? -1 : 0);
	else if (!strcmp(command, "irq"))
		ask_consumer(words);
	else if (!strcmp(command, "events"))
		print_events(atoi(words));
	else if (!strcmp(command, "key"))
		wait_for_key();
	else if (!strcmp(command, "jig"))
		ask_jig(words);
	else if (!strcmp(command, "await"))
		await_jig(atoi(words));
	else if (!strcmp(command, "edges"))
		puts(edges), *edges = '\0';
	else
		printf("error no command %s\n", command);
}

int main(void)
{
	char command[512];

	setvbuf(stdout, NULL, _IOLBF, 0);
	jig = open("/dev/k210-jig", O_RDWR);
	answers = fdopen(dup(jig), "r");
	if (!answers) {
		perror("/dev/k210-jig");
		return 1;
	}
	consumer = open("/dev/k210-consumer", O_RDWR);
	keys = open("/dev/input/event0", O_RDONLY);
	while (fgets(command, sizeof(command) - 1, stdin)) {
		command[strcspn(command, "\n")] = '\0';
		obey(command);
	}
	return 0;
}
