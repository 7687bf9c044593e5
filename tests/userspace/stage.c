// SPDX-License-Identifier: MIT
/*
 * Programs on a stage: they are started, talked to and ended as stdin says, a
 * line each, whose words have tabs between them. PROGRAMs are looked for in
 * PATH; each line is answered by one.
 *
 *	run WORD...		a program, till its end: "STATUS OUT ERR"
 *	start WORD...		one that goes on, beside those that are run
 *	await TEXT		until it has printed that, or ended: "0" or "1"
 *	more			until it has printed more than at the last await
 *				or more, or for a moment, or ended
 *	type TEXT		a line for its stdin
 *	signal NUMBER		for it
 *	deaf			nobody reads its stdout any more
 *	end			of its stdin, and wait for it: "STATUS OUT ERR"
 *	jig REQUEST		what the jig has told since the last request, edges
 *				and what it did later, and its answer, each with a
 *				; behind
 *	jig-edges PAD COUNT	until the jig has told of so many edges of a pad that
 *				it watches: these, and what else it told. The end of
 *				the play if they don't come in time.
 *	set NAME=VALUE		in the environment of what is started next
 *
 * STATUS is as the shell has it, -1 for a program that took too long, and OUT
 * and ERR are hexadecimal, with a dot before.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define PATIENCE_MS 10000
#define MOMENT_MS 300

extern char **environ;

struct text {
	char *bytes;
	size_t size, length;
};

struct actor {
	pid_t pid;
	int in;
	int outs[2]; /* stdout, stderr; -1 once they have ended */
	struct text texts[2];
	size_t known; /* so much of stdout */
};

static char said[16384], told[32768], complaints[2][4096];

#define TEXT(room)                                    \
	{                                             \
		.bytes = (room), .size = sizeof(room) \
	}

/* The one that goes on, and the one that is run: that prints whole tables. */
static struct actor onstage = { .texts = { TEXT(said), TEXT(complaints[0]) } };
static struct actor brief = { .texts = { TEXT(told), TEXT(complaints[1]) } };

static long now_ms(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static void must(bool good, const char *what)
{
	if (!good) {
		perror(what);
		exit(1);
	}
}

static int start(struct actor *actor, char **words)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	sigset_t usual;
	int pipes[3][2];
	int failed;

	/* What this one ignores they don't. */
	sigemptyset(&usual);
	sigaddset(&usual, SIGPIPE);
	posix_spawnattr_init(&attributes);
	posix_spawnattr_setsigdefault(&attributes, &usual);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
	posix_spawn_file_actions_init(&actions);
	for (int i = 0; i < 3; i++) {
		must(!pipe2(pipes[i], O_CLOEXEC), "pipe");
		posix_spawn_file_actions_adddup2(&actions, pipes[i][!!i], i);
	}
	failed = posix_spawnp(&actor->pid, words[0], &actions, &attributes,
			      words, environ);
	posix_spawn_file_actions_destroy(&actions);
	posix_spawnattr_destroy(&attributes);
	for (int i = 0; i < 3; i++)
		close(pipes[i][!!i]);
	actor->in = pipes[0][1];
	for (int i = 0; i < 2; i++) {
		actor->outs[i] = pipes[i + 1][0];
		actor->texts[i].length = 0;
	}
	return failed;
}

/* Return: false once nothing will come any more, or the time is over. */
static bool hear(struct actor *actor, long until)
{
	struct pollfd polls[2] = { { actor->outs[0], POLLIN, 0 },
				   { actor->outs[1], POLLIN, 0 } };
	long left = until - now_ms();

	/* What is there is read, even if the time is over. */
	if ((actor->outs[0] < 0 && actor->outs[1] < 0) ||
	    poll(polls, 2, left > 0 ? left : 0) <= 0)
		return false;
	for (int i = 0; i < 2; i++) {
		struct text *text = &actor->texts[i];
		ssize_t got;

		if (!polls[i].revents)
			continue;
		must(text->length + 1 < text->size,
		     "a program prints more than there is room for");
		got = read(actor->outs[i], text->bytes + text->length,
			   text->size - 1 - text->length);
		if (got <= 0) {
			close(actor->outs[i]);
			actor->outs[i] = -1;
		} else {
			text->length += got;
		}
	}
	return true;
}

static int await(struct actor *actor, const char *wanted)
{
	long until = now_ms() + PATIENCE_MS;

	do {
		actor->known = actor->texts[0].length;
		for (int i = 0; i < 2; i++) {
			actor->texts[i].bytes[actor->texts[i].length] = '\0';
			if (strstr(actor->texts[i].bytes, wanted))
				return 0;
		}
	} while (hear(actor, until));
	return 1;
}

static void await_more(struct actor *actor)
{
	long until = now_ms() + MOMENT_MS;

	while (actor->texts[0].length == actor->known && hear(actor, until))
		;
	actor->known = actor->texts[0].length;
}

static void show(const struct text *text)
{
	fputs(" .", stdout);
	for (size_t i = 0; i < text->length; i++)
		printf("%02x", (unsigned char)text->bytes[i]);
}

/* It may have left others behind, which have its pipes: its end is the end. */
static int end(struct actor *actor)
{
	long until = now_ms() + PATIENCE_MS;
	int status = 0;
	bool over;

	if (actor->in >= 0)
		close(actor->in);
	while (!(over = waitpid(actor->pid, &status, WNOHANG) > 0) &&
	       now_ms() < until)
		if (!hear(actor, now_ms() + 20))
			poll(NULL, 0, 1);
	if (!over) {
		kill(actor->pid, SIGKILL);
		waitpid(actor->pid, &status, 0);
	}
	while (hear(actor, now_ms() + 1))
		;
	for (int i = 0; i < 2; i++)
		if (actor->outs[i] >= 0)
			close(actor->outs[i]);
	if (!over)
		return -1;
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) :
				     WEXITSTATUS(status);
}

static void finish(struct actor *actor)
{
	printf("%d", end(actor));
	show(&actor->texts[0]);
	show(&actor->texts[1]);
}

static FILE *jig_file(void)
{
	static FILE *jig;

	if (!jig) {
		jig = fopen("/dev/k210-jig", "r+");
		must(jig, "jig");
	}
	return jig;
}

/* A line of the jig's, which is handed on. */
static void hear_jig(char *line, size_t size)
{
	must(fgets(line, size - 1, jig_file()), "jig");
	line[strcspn(line, "\n")] = ';';
	fputs(line, stdout);
}

static void ask_jig(const char *request)
{
	char answer[512];

	/* Past the buffer, which may have edges in it that weren't asked for. */
	dprintf(fileno(jig_file()), "%s\n", request);
	do
		hear_jig(answer, sizeof(answer));
	while (!strncmp(answer, "edge ", 5) || !strncmp(answer, "at ", 3));
}

static void await_edges(int pad, int count)
{
	char line[512];
	int number;

	alarm(PATIENCE_MS / 1000);
	while (count) {
		hear_jig(line, sizeof(line));
		if (sscanf(line, "edge %d ", &number) == 1 && number == pad)
			count--;
	}
	alarm(0);
}

static void obey(const char *verb, char **words)
{
	if (!strcmp(verb, "run")) {
		if (start(&brief, words))
			printf("127 . .");
		else
			finish(&brief);
	} else if (!strcmp(verb, "start")) {
		printf("%d", start(&onstage, words));
	} else if (!strcmp(verb, "await")) {
		printf("%d", await(&onstage, words[0]));
	} else if (!strcmp(verb, "more")) {
		await_more(&onstage);
	} else if (!strcmp(verb, "type")) {
		dprintf(onstage.in, "%s\n", words[0]);
	} else if (!strcmp(verb, "signal")) {
		kill(onstage.pid, atoi(words[0]));
	} else if (!strcmp(verb, "deaf")) {
		close(onstage.outs[0]);
		onstage.outs[0] = -1;
	} else if (!strcmp(verb, "end")) {
		finish(&onstage);
	} else if (!strcmp(verb, "jig")) {
		ask_jig(words[0]);
	} else if (!strcmp(verb, "jig-edges")) {
		await_edges(atoi(words[0]), atoi(words[1]));
	} else if (!strcmp(verb, "set")) {
		putenv(strdup(words[0]));
	} else {
		must(false, verb);
	}
}

int main(void)
{
	char line[1024], *words[64];

	signal(SIGPIPE, SIG_IGN);
	while (fgets(line, sizeof(line), stdin)) {
		int count = 0;

		line[strcspn(line, "\n")] = '\0';
		for (char *rest = line; rest && count < 63;)
			words[count++] = strsep(&rest, "\t");
		words[count] = NULL;
		obey(words[0], words + 1);
		putchar('\n');
		fflush(stdout);
	}
}
