// SPDX-License-Identifier: MIT
/* Pads held at a level. */
#include <poll.h>
#include <stdio.h>
#include <unistd.h>

#include "harness.h"
#include "jig.h"
#include "pads.h"

/* The first hold of all is where the driver finds out what CONSTANT drives. */
static void try_constant(void)
{
	CHECK_OK(k210_pad_hold(EMPTY, 0));
	CHECK_OK(k210_pad_release(EMPTY));
}

static void holds_its_level(void)
{
	struct k210_pin *p;
	struct k210_pin_state st = { .size = sizeof(st) };
	struct jig_edge edges[9];
	char text[80];

	try_constant();
	jig_remember();
	p = open_pin("IO21", CFG(.mode = K210_OUT, .value = K210_START_ACTIVE));
	jig_watch(PAD);
	CHECK_INT(k210_pin_hold(p, -1), 0);
	CHECK_INT(k210_pin_hold(p, 1), 1);
	CHECK_INT(k210_pin_hold(p, -1), 1);
	CHECK_INT(k210_pin_hold(p, 1), 1);
	CHECK_OK(k210_pin_off(p));
	CHECK_INT(k210_pin_get_out(p), 0);
	CHECK_INT(k210_pin_drive(p, K210_DRIVE(1)), K210_DRIVE(1));
	CHECK_OK(k210_pin_toggle(p));
	CHECK_OK(k210_pin_off(p));
	CHECK_LEVEL(PAD, 1);
	CHECK_INT(jig_edges(edges, 9), 0);
	CHECK_OK(k210_pin_state(p, &st));
	CHECK_INT(st.held, 1);
	CHECK_INT(st.driven, 0);
	CHECK(st.pad.state & K210_STATE_HELD_HIGH);
	CHECK_OK(k210_pin_describe(p, text, sizeof(text)));
	CHECK(strstr(text, ", held"));
	CHECK_INT(k210_pin_hold(p, 0), 0);
	CHECK_LEVEL(PAD, 0);
	CHECK_INT(jig_field(PAD, "ds"), 1);
	CHECK_INT(jig_edges(edges, 9), 1);
	CHECK_INT(k210_pin_hold(p, 0), 0);
	CHECK_ERROR(k210_pin_hold(p, 2), -EINVAL);
	CHECK_ERROR(k210_pin_hold(p, -2), -EINVAL);
	CHECK_ERROR(k210_pin_hold(NULL, 1), -EINVAL);
	CHECK_OK(k210_pin_hold(p, 1));
	/* A function behind it, and back. */
	CHECK_OK(k210_pin_alt(p, UART2_TX));
	CHECK_OK(k210_pin_configure(p, CFG(.mode = K210_OUT,
					   .value = K210_START_INACTIVE)));
	CHECK_INT(k210_pin_hold(p, -1), 1);
	CHECK_LEVEL(PAD, 0);
	CHECK_INT(jig_edges(edges, 9), 0);
	CHECK_INT(k210_pin_hold(p, 0), 0);
	CHECK_OK(k210_pin_mode(p, K210_IN));
	CHECK_OK(k210_pin_hold(p, 1));
	k210_pin_close(p);
	CHECK_UNCHANGED();
}

static void is_held_for_good(void)
{
	struct k210_owner owner = { .size = sizeof(owner) };
	struct k210_pad st = { .size = sizeof(st) };
	struct k210_pin *p;
	int fd;

	jig_remember();
	CHECK_OK(k210_pad_hold(EMPTY, 1));
	CHECK_LEVEL(EMPTY, 1);
	CHECK_OK(k210_pad_owner(EMPTY, &owner));
	CHECK(owner.state & K210_STATE_HELD);
	CHECK_OK(k210_pad_get(EMPTY, &st));
	CHECK_INT(st.level, 1);
	CHECK_SAYS(k210_pin_open(&p, "IO6", NULL), -EBUSY, "IO6");
	CHECK_OK(k210_pad_release(EMPTY));
	CHECK_LEVEL(EMPTY, JIG_Z);
	CHECK_OK(k210_pad_hold(EMPTY, 0));
	CHECK_LEVEL(EMPTY, 0);
	CHECK_OK(k210_pad_release(EMPTY));
	CHECK_OK(k210_pad_release(EMPTY));
	CHECK_ERROR(k210_pad_hold(EMPTY, 2), -EINVAL);
	CHECK_ERROR(k210_pad_hold(48, 1), -EINVAL);
	CHECK_ERROR(k210_pad_hold(-1, 1), -EINVAL);
	CHECK_ERROR(k210_pad_release(48), -EINVAL);
	fd = claim_for("sensord", EMPTY, -1);
	CHECK_SAYS(k210_pad_hold(EMPTY, 1), -EBUSY, "sensord");
	CHECK_SAYS(k210_pad_release(EMPTY), -EBUSY, "sensord");
	close(fd);
	CHECK_UNCHANGED();
	/* With persist a pin's stays, too. */
	put_back(EMPTY2);
	p = open_pin("IO7", CFG(.mode = K210_OUT, .value = K210_START_ACTIVE,
				.flags = K210_PERSIST));
	CHECK_OK(k210_pin_hold(p, 1));
	k210_pin_close(p);
	CHECK_LEVEL(EMPTY2, 1);
	CHECK_OK(k210_pad_owner(EMPTY2, &owner));
	CHECK(owner.state & K210_STATE_HELD);
	CHECK_OK(k210_pad_release(EMPTY2));
	p = open_pin("IO7",
		     CFG(.mode = K210_OUT, .value = K210_START_INACTIVE));
	k210_pin_mode(p, K210_IN);
	k210_pin_close(p);
	/* At the level that it has. */
	jig_drive(PAD, 1);
	CHECK_OK(k210_pad_hold(PAD, -1));
	jig_drive(PAD, JIG_Z);
	CHECK_LEVEL(PAD, 1);
	CHECK_OK(k210_pad_release(PAD));
}

static void takes_root(void)
{
	if (seteuid(65534))
		skip_case("there are no users on this machine");
	CHECK_INT(seteuid(0), 0);
	/* The descriptor is open before. */
	CHECK_OK(k210_fpioa_func_of(EMPTY));
	CHECK_OK(k210_pad_hold(EMPTY, 1));
	CHECK_INT(seteuid(65534), 0);
	CHECK_SAYS(k210_pad_release(EMPTY), -EPERM, "root");
	CHECK_INT(seteuid(0), 0);
	CHECK_OK(k210_pad_release(EMPTY));
}

static void takes_force(void)
{
	struct k210_pin *p;

	jig_remember();
	for (int level = -1; level < 2; level++)
		CHECK_SAYS(k210_pad_hold(29, level), -EBUSY, "SD_CS");
	CHECK_SAYS(k210_pad_hold(29, 1), -EBUSY, "K210_FORCE");
	CHECK_UNCHANGED();
	CHECK_LEVEL(29, JIG_Z);
	/* As the sentence says. */
	p = open_pin("SD_CS", CFG(.mode = K210_OUT, .value = K210_START_ACTIVE,
				  .flags = K210_FORCE | K210_PERSIST));
	CHECK_INT(k210_pin_hold(p, 1), 1);
	k210_pin_close(p);
	CHECK_LEVEL(29, 1);
	CHECK_OK(k210_pad_release(29));
	p = open_pin("SD_CS", CFG(.mode = K210_IN, .flags = K210_FORCE));
	k210_pin_close(p);
}

/* Waits for an event, and for no other. */
static void await_event(struct k210_pin *p, uint32_t type)
{
	struct pollfd ready = { .fd = CHECK_OK(k210_pin_fd(p)),
				.events = POLLIN };
	struct k210_event ev[4];

	CHECK_INT(poll(&ready, 1, 10000), 1);
	CHECK_INT(k210_pin_read_events(p, ev, 4), 1);
	CHECK_INT(ev[0].type, type);
}

/* What the pin sees of its pad, and what the pad has of its pin. */
static void is_blind(void)
{
	struct k210_pin_state st = { .size = sizeof(st) };
	struct k210_pin *p;

	try_constant();
	p = open_pin("IO21", CFG(.mode = K210_OUT, .value = K210_START_ACTIVE));
	CHECK_INT(k210_pin_hold(p, 1), 1);
	CHECK_INT(k210_pin_get(p), 0);
	CHECK_OK(k210_pin_state(p, &st));
	CHECK_INT(st.level, 1);
	/* To hold again changes nothing. */
	CHECK_OK(k210_pin_off(p));
	CHECK_INT(k210_pin_hold(p, 1), 1);
	CHECK_LEVEL(PAD, 1);
	CHECK_INT(k210_pin_hold(p, 0), 0);
	CHECK_LEVEL(PAD, 0);
	CHECK_INT(k210_pin_hold(p, 1), 1);
	CHECK_OK(k210_pin_state(p, &st));
	CHECK_INT(st.level, 0);
	CHECK_INT(k210_pin_hold(p, 0), 0);
	CHECK_OK(k210_pin_mode(p, K210_IN));
	k210_pin_close(p);
	/* Of lines of the other chip, likewise. */
	p = open_pin("IO9", CFG(.mode = K210_IN));
	jig_drive(GPIO_PAD, 1);
	CHECK_INT(k210_pin_get(p), 1);
	CHECK_INT(k210_pin_hold(p, 1), 1);
	CHECK_INT(k210_pin_get(p), 0);
	k210_pin_close(p);
	jig_drive(GPIO_PAD, JIG_Z);
	/* An input: it drives the level that was there. */
	jig_drive(PAD, 1);
	p = open_pin("IO21", CFG(.mode = K210_IN, .trigger = K210_BOTH));
	CHECK_INT(k210_pin_hold(p, 1), 1);
	jig_drive(PAD, JIG_Z);
	CHECK_LEVEL(PAD, 1);
	CHECK_INT(k210_pin_get(p), 0);
	await_event(p, K210_FALLING);
	CHECK_OK(k210_pin_state(p, &st));
	CHECK_INT(st.level, 1);
	jig_drive(PAD, 1);
	CHECK_INT(k210_pin_hold(p, 0), 0);
	CHECK_INT(k210_pin_get(p), 1);
	await_event(p, K210_RISING);
	k210_pin_close(p);
}

static void ends_with_a_shared_pin(void)
{
	struct k210_pin *p;

	jig_remember();
	CHECK_OK(k210_fpioa_map(PAD, UART2_TX, 0));
	p = open_pin("IO21=GPIOHS5",
		     CFG(.mode = K210_OUT, .value = K210_START_INACTIVE));
	CHECK_INT(k210_pin_hold(p, 1), 1);
	k210_pin_close(p);
	CHECK_STR(jig_function(PAD), "UART2_TX");
	CHECK_OK(k210_fpioa_unmap(PAD));
	p = open_pin("IO21", CFG(.mode = K210_IN));
	k210_pin_close(p);
	CHECK_UNCHANGED();
}

static void is_another_call_for_ones_own(void)
{
	struct k210_pin *p;

	jig_remember();
	p = open_pin("IO21", CFG(.mode = K210_IN));
	CHECK_SAYS(k210_pad_hold(PAD, 1), -EBUSY, "k210_pin_hold()");
	k210_pin_close(p);
	CHECK_OK(k210_fpioa_map(PAD, UART2_TX, 0));
	CHECK_SAYS(k210_pad_hold(PAD, 1), -EBUSY, "K210_PERSIST");
	CHECK_OK(k210_fpioa_unmap(PAD));
	CHECK_UNCHANGED();
}

int main(int argc, char **argv)
{
	static const struct test_case cases[] = {
		CASE("a held pad stays, and all else waits behind it",
		     holds_its_level),
		CASE("a hold outlives its process until it is released",
		     is_held_for_good),
		CASE("pads that the board keeps take force", takes_force),
		CASE("a pin doesn't see its held pad", is_blind),
		CASE("to release a pad takes root", takes_root),
		CASE("the pad of one's own pin is held by that",
		     is_another_call_for_ones_own),
		CASE("a hold ends with the pin on a mapped pad",
		     ends_with_a_shared_pin),
		{ 0 },
	};

	return run_cases("hold", cases, argc, argv);
}
