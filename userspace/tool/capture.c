// SPDX-License-Identifier: MIT
#include <errno.h>
#include <inttypes.h>
#include <poll.h>
#include <string.h>

#include "clock.h"
#include "json.h"
#include "k210gpio/irq.h"
#include "pads.h"
#include "parse.h"
#include "pins.h"
#include "print.h"
#include "stop.h"
#include "tool.h"
#include "vcd.h"

/* By so much an edge may be told later than one that came after it. */
#define LATE_NS 100000000
/* The kernel keeps no more for one pin; and memory for all is scarce. */
#define MOST_EVENTS 1024
#define ALL_EVENTS 1024
#define LEAST_EVENTS 16

enum { BUFFER = 256 };

static struct vcd vcd;
static struct k210_pin *handles[VCD_PINS];
static struct pollfd fds[VCD_PINS];
static const char *path;
static uint64_t duration;
static uint32_t kept;
static uint8_t pull;
static bool banner, force;

static void open_pin(unsigned int i, const struct k210_pin_cfg *cfg)
{
	const char *name = vcd.pins[i].name;
	int error = k210_pin_open(&handles[i], name, cfg);

	if (error)
		tool_fail_call(error, NULL);
	tool_warn_call();
	fds[i].fd = k210_pin_fd(handles[i]);
	fds[i].events = POLLIN;
	if (fds[i].fd < 0)
		tool_fail_call(fds[i].fd, name);
}

/* From the trace's 0 on; edges that come meanwhile are among the events. */
static void read_levels(void)
{
	vcd.start_ns = clock_now();
	for (unsigned int i = 0; i < vcd.count; i++) {
		int level = k210_pin_get(handles[i]);

		if (level < 0)
			tool_fail_call(level, vcd.pins[i].name);
		vcd.pins[i].level = level;
		vcd.pins[i].read_until = clock_now();
	}
}

static void open_pins(void)
{
	struct k210_pin_cfg cfg = {
		.size = sizeof(cfg),
		.mode = K210_IN,
		.trigger = K210_BOTH,
		.pull = pull,
		.events = kept,
		.flags = force ? K210_FORCE : 0,
	};

	if (!kept)
		cfg.events = ALL_EVENTS / vcd.count;
	if (!kept && cfg.events < LEAST_EVENTS)
		cfg.events = LEAST_EVENTS;
	for (unsigned int i = 0; i < vcd.count; i++)
		open_pin(i, &cfg);
}

static void open_file(void)
{
	vcd.file = path ? fopen(path, "we") : stdout;
	if (!vcd.file)
		tool_fail("%s: %s", path, strerror(errno));
}

/* Return: how many edges of a pin came. */
static int read_pin(unsigned int i)
{
	struct k210_event events[16];
	int found = k210_pin_read_events(handles[i], events, 16);

	for (int e = 0; e < found; e++) {
		struct vcd_edge edge = {
			.time_ns = events[e].time_ns,
			.lost = events[e].lost,
			.pin = i,
			.level = events[e].type == K210_RISING,
		};

		vcd_add(&vcd, &edge);
	}
	return found;
}

/* Return: negative errno, or how many. */
static int read_all(void)
{
	int all = 0;

	for (unsigned int i = 0; i < vcd.count; i++) {
		int found;

		while ((found = read_pin(i)) > 0)
			all += found;
		if (found < 0)
			return found;
	}
	return all;
}

/* Return: when to look again, if nothing comes. */
static uint64_t write_old(uint64_t end)
{
	uint64_t now = clock_now();

	if (now > vcd.pins[vcd.count - 1].read_until + LATE_NS)
		vcd_write(&vcd, now - LATE_NS);
	/* Who reads it wants it now. */
	if (vcd.file == stdout)
		fflush(stdout);
	if (vcd.num_waiting && now + LATE_NS < end)
		return now + LATE_NS;
	return end;
}

/* Return: 0, or the negative errno that ended it. */
static int capture(void)
{
	uint64_t end = duration ? vcd.start_ns + duration : STOP_NEVER;
	uint64_t look;
	int found = 0;

	do {
		look = write_old(end);
		/* What comes while this runs must not keep it from ending. */
		if (ferror(vcd.file) ||
		    stop_wait_all(fds, vcd.count, look) < 0 ||
		    clock_now() >= end)
			break;
		found = read_all();
	} while (found >= 0 &&
		 (!vcd.most || vcd.edges + vcd.num_waiting < vcd.most));
	if (found >= 0)
		found = read_all();
	vcd_end(&vcd, clock_now() < end ? clock_now() : end);
	return found < 0 ? found : 0;
}

static void finish_file(void)
{
	bool failed = ferror(vcd.file);

	failed |= path ? fclose(vcd.file) : fflush(vcd.file);
	if (failed)
		tool_fail("can't write to %s", path ? path : "stdout");
}

static void tell(uint64_t ns)
{
	if (tool_json) {
		json_string("file", path);
		json_number("pins", vcd.count);
		json_number("edges", vcd.edges);
		json_number("lost", vcd.lost);
		json_number("start_ns", vcd.start_ns);
		json_number("ns", ns);
	} else if (path) {
		tool_print("%" PRIu64 " edges of %u pins in %" PRIu64
			   ".%03" PRIu64 " s\n",
			   vcd.edges, vcd.count, ns / 1000000000,
			   ns / 1000000 % 1000);
	}
	if (vcd.lost)
		tool_complain("%" PRIu64 " edges were lost", vcd.lost);
}

static void serve(int option)
{
	switch (option) {
	case 'o':
		path = optarg;
		break;
	case 't':
		duration = parse_period(optarg, "--time") * 1000;
		if (!duration)
			tool_fail_usage("--time: 0 is no time");
		break;
	case 'n':
		vcd.most = parse_number(optarg, 0, UINT32_MAX, "--num-events");
		break;
	case BUFFER:
		kept = parse_number(optarg, 1, MOST_EVENTS, "--buffer");
		break;
	case 'f':
		force = true;
		break;
	case BANNER:
		banner = true;
		break;
	case 'b':
		pull = parse_word(optarg, pads_biases, "--bias") + 1;
		break;
	}
}

static void take_names(int argc, char **argv)
{
	struct names names = { .count = argc, .arguments = argv };
	char *name;

	while ((name = parse_names(&names))) {
		if (vcd.count == VCD_PINS)
			tool_fail_usage("more than %d pins", VCD_PINS);
		vcd.pins[vcd.count++].name = name;
	}
	if (!vcd.count)
		tool_fail_usage("which pins?");
}

static int run(int argc, char **argv)
{
	static const struct option options[] = {
		{ "output", required_argument, NULL, 'o' },
		{ "time", required_argument, NULL, 't' },
		{ "num-events", required_argument, NULL, 'n' },
		{ "buffer", required_argument, NULL, BUFFER },
		{ "bias", required_argument, NULL, 'b' },
		PINS_FORCE,
		BANNER_OPTION,
		TOOL_OPTIONS
	};
	int option, error;

	while ((option = tool_option(argc, argv, "o:t:n:b:f" TOOL_LETTERS,
				     options)) >= 0)
		serve(option);
	take_names(argc - optind, argv + optind);
	if (tool_json && !path)
		tool_fail_usage("with --json the trace needs a file: --output");
	stop_catch();
	open_pins();
	open_file();
	read_levels();
	stop_begun(banner);
	error = capture();
	finish_file();
	for (unsigned int i = 0; i < vcd.count; i++)
		k210_pin_close(handles[i]);
	if (error)
		tool_fail_call(error, NULL);
	tell(vcd.last_ns - vcd.start_ns);
	stop_finish(vcd.lost ? STATUS_FAILED : STATUS_OK);
}

const struct command command_capture = {
	.name = "capture",
	.summary = "record the edges of pins into a VCD file",
	.arguments = "[OPTION]... PIN...",
	.help = "Record the edges of up to 40 pins, with the kernel's times, until Ctrl-C, as\n"
		"VCD, which GTKWave and sigrok-cli read. Pins become inputs. Edges that were lost\n"
		"are comments in the file, and make the status 1.\n\n"
		"  -o, --output FILE     by default stdout\n"
		"  -t, --time TIME       for so long\n"
		"  -n, --num-events N    for so many edges; 0 for any number\n"
		"      --buffer N        how many edges of a pin the kernel keeps, up to 1024\n"
		"  -b, --bias BIAS       pull-down, pull-up or disabled; else as it is\n" PINS_FORCE_HELP
			BANNER_HELP TOOL_HELP,
	.run = run,
};
