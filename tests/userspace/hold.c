// SPDX-License-Identifier: MIT
/* Pads held at a level. */
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
	p = open_pin("IO21", CFG(.mode = K210_OUT, .value = K210_HIGH));
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
	CHECK(st.pad.state & K210_PAD_HELD_HIGH);
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
	CHECK_OK(k210_pin_configure(p,
				    CFG(.mode = K210_OUT, .value = K210_LOW)));
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
	struct k210_pin *p;
	int fd;

	jig_remember();
	CHECK_OK(k210_pad_hold(EMPTY, 1));
	CHECK_LEVEL(EMPTY, 1);
	CHECK_OK(k210_pad_owner(EMPTY, &owner));
	CHECK(owner.state & K210_PAD_HELD);
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
	p = open_pin("IO7", CFG(.mode = K210_OUT, .value = K210_HIGH,
				.flags = K210_PERSIST));
	CHECK_OK(k210_pin_hold(p, 1));
	k210_pin_close(p);
	CHECK_LEVEL(EMPTY2, 1);
	CHECK_OK(k210_pad_owner(EMPTY2, &owner));
	CHECK(owner.state & K210_PAD_HELD);
	CHECK_OK(k210_pad_release(EMPTY2));
	p = open_pin("IO7", CFG(.mode = K210_OUT, .value = K210_LOW));
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

static void ends_with_a_shared_pin(void)
{
	struct k210_pin *p;

	jig_remember();
	CHECK_OK(k210_fpioa_map(PAD, UART2_TX, 0));
	p = open_pin("IO21=GPIOHS5", CFG(.mode = K210_OUT, .value = K210_LOW));
	CHECK_INT(k210_pin_hold(p, 1), 1);
	k210_pin_close(p);
	CHECK_STR(jig_function(PAD), "UART2_TX");
	CHECK_OK(k210_fpioa_unmap(PAD));
	p = open_pin("IO21", CFG(.mode = K210_IN));
	k210_pin_close(p);
	CHECK_UNCHANGED();
}

int main(int argc, char **argv)
{
	static const struct test_case cases[] = {
		CASE("a held pad stays, and all else waits behind it",
		     holds_its_level),
		CASE("a hold outlives its process until it is released",
		     is_held_for_good),
		CASE("to release a pad takes root", takes_root),
		CASE("a hold ends with the pin on a mapped pad",
		     ends_with_a_shared_pin),
		{ 0 },
	};

	return run_cases("hold", cases, argc, argv);
}
