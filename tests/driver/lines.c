// SPDX-License-Identifier: MIT
/*
 * A user of GPIO lines that does what it is told, a command on each line of
 * stdin and one line on stdout for each:
 *
 *	chip LABEL		opens the chip of this label
 *	lines			how many the chip has
 *	info LINE		in or out, then used or free
 *	in LINE ...		requests lines as inputs
 *	out LINE=VALUE ...	requests lines as outputs
 *	drain LINE=VALUE ...	the same as open drain
 *	source LINE=VALUE ...	the same as open source
 *	asis LINE ...		requests lines as they are
 *	get			the values of the lines requested
 *	set VALUE ...		sets all of them; - leaves one alone
 *	turn in | out VALUE ...	changes the direction of all of them
 *	release			gives them back
 *	write FILE TEXT		writes a file of the kernel's
 *	grep FILE TEXT		the first line of a file that has TEXT in it
 *	key			waits for a key: its code, and 1 when it is pressed
 *	jig REQUEST		asks the jig
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

/* Longer than any debouncer takes, on any machine. */
#define KEY_WAIT_MS 10000

static int chip = -1;
static int keys = -1;
static struct gpio_v2_line_request lines = { .fd = -1 };
static int jig;
static FILE *answers;
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
	printf("%s %s\n", info.flags & GPIO_V2_LINE_FLAG_OUTPUT ? "out" : "in",
	       info.flags & GPIO_V2_LINE_FLAG_USED ? "used" : "free");
}

/* The directions and values that the words ask for, into CONFIG. */
static void configure(struct gpio_v2_line_config *config, uint64_t direction,
		      uint64_t values, unsigned int num)
{
	memset(config, 0, sizeof(*config));
	config->flags = direction;
	if (!(direction & GPIO_V2_LINE_FLAG_OUTPUT))
		return;
	config->num_attrs = 1;
	config->attrs[0].attr.id = GPIO_V2_LINE_ATTR_ID_OUTPUT_VALUES;
	config->attrs[0].attr.values = values;
	config->attrs[0].mask = num < 64 ? (1ULL << num) - 1 : ~0ULL;
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

/* Prints the jig's answer, and keeps what came before it. */
static void ask_jig(const char *request)
{
	char line[256];

	if (dprintf(jig, "%s\n", request) < 0) {
		answer(-1);
		return;
	}
	while (fgets(line, sizeof(line), answers)) {
		line[strcspn(line, "\n")] = '\0';
		if (strncmp(line, "edge ", 5) && strncmp(line, "at ", 3) &&
		    strncmp(line, "lost ", 5)) {
			puts(line);
			return;
		}
		strcat(strcat(edges, line), ";");
	}
	puts("error the jig is gone");
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

static void wait_for_key(void)
{
	struct pollfd fd = { .fd = keys, .events = POLLIN };
	struct input_event event = { 0 };

	while (event.type != EV_KEY) {
		if (poll(&fd, 1, KEY_WAIT_MS) < 1) {
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
	else if (!strcmp(command, "in"))
		answer(request(GPIO_V2_LINE_FLAG_INPUT, words));
	else if (!strcmp(command, "out"))
		answer(request(GPIO_V2_LINE_FLAG_OUTPUT, words));
	else if (!strcmp(command, "drain"))
		answer(request(GPIO_V2_LINE_FLAG_OUTPUT |
			       GPIO_V2_LINE_FLAG_OPEN_DRAIN, words));
	else if (!strcmp(command, "source"))
		answer(request(GPIO_V2_LINE_FLAG_OUTPUT |
			       GPIO_V2_LINE_FLAG_OPEN_SOURCE, words));
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
	else if (!strcmp(command, "write"))
		answer(write_file(words));
	else if (!strcmp(command, "grep"))
		grep(words);
	else if (!strcmp(command, "key"))
		wait_for_key();
	else if (!strcmp(command, "jig"))
		ask_jig(words);
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
	keys = open("/dev/input/event0", O_RDONLY);
	while (fgets(command, sizeof(command) - 1, stdin)) {
		command[strcspn(command, "\n")] = '\0';
		obey(command);
	}
	return 0;
}
