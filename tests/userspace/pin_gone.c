// SPDX-License-Identifier: MIT
/* Pins whose driver is unbound, and bound anew. */
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <unistd.h>

#include "harness.h"
#include "jig.h"
#include "pads.h"

#define DRIVERS "/sys/bus/platform/drivers/"

static bool write_to(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	bool good = fd >= 0 && write(fd, text, strlen(text)) > 0;

	if (fd >= 0)
		close(fd);
	return good;
}

static bool is_there(const char *id)
{
	struct k210_chip *chip;

	if (k210_chip_open(&chip, id))
		return false;
	k210_chip_close(chip);
	return true;
}

static void bind_again(void)
{
	write_to(DRIVERS "k210-fpioa/bind", "502b0000.pinmux");
	/* The chips come by themselves; whoever has an old one has its number. */
	AWAIT(is_there("gpiohs") && is_there("gpio"));
}

static void unbind(void)
{
	at_case_end(bind_again);
	CHECK(write_to(DRIVERS "k210-fpioa/unbind", "502b0000.pinmux"));
}

static void tells_that_it_is_gone(void)
{
	struct k210_pin *p = open_pin(
		"IO21", CFG(.mode = K210_OUT, .value = K210_START_INACTIVE));
	struct k210_pin *q;
	struct k210_pin_state st = { .size = sizeof(st) };
	int fd;

	CHECK_OK(k210_fpioa_map(PAD2, UART2_TX, 0));
	fd = first_free_fd();
	unbind();
	CHECK_SAYS(k210_pin_get(p), -ENODEV, "gone");
	CHECK_SAYS(k210_pin_set(p, 1), -ENODEV, "gone");
	CHECK_SAYS(k210_pin_toggle(p), -ENODEV, "gone");
	CHECK(k210_pin_mode(p, K210_IN) < 0);
	CHECK(*k210_errmsg());
	CHECK(k210_pin_drive(p, K210_DRIVE(1)) < 0);
	CHECK(*k210_errmsg());
	CHECK(k210_pin_hold(p, 1) < 0);
	CHECK(*k210_errmsg());
	CHECK(k210_pin_state(p, &st) < 0);
	CHECK(*k210_errmsg());
	CHECK(k210_pin_open(&q, "IO23", NULL) < 0);
	CHECK(*k210_errmsg());
	CHECK(k210_fpioa_map(PAD3, UART1_TX, 0) < 0);
	CHECK(*k210_errmsg());
	bind_again();
	CHECK_SAYS(k210_pin_get(p), -ENODEV, "gone");
	CHECK_SAYS(k210_pin_open(&q, "IO21", NULL), -EBUSY, "already");
	k210_pin_close(p);
	/* What is there now can be used, and the old map made again. */
	p = open_pin("IO21", CFG(.mode = K210_OUT, .value = K210_START_ACTIVE));
	CHECK_LEVEL(PAD, 1);
	CHECK_OK(k210_pin_mode(p, K210_IN));
	k210_pin_close(p);
	CHECK_STR(jig_function(PAD2), "GPIOHS6");
	CHECK_OK(k210_fpioa_map(PAD2, UART2_TX, 0));
	CHECK_STR(jig_function(PAD2), "UART2_TX");
	CHECK_OK(k210_fpioa_unmap(PAD2));
	CHECK_STR(jig_function(PAD2), "GPIOHS6");
	CHECK(first_free_fd() <= fd);
}

static void ends_watches(void)
{
	struct k210_pad_watch *w;
	struct k210_pad_event ev;

	CHECK_OK(k210_pad_watch_open(&w, 1ULL << PAD, 0));
	unbind();
	CHECK_SAYS(k210_pad_watch_read(w, &ev, 1), -ENODEV, "gone");
	k210_pad_watch_close(w);
}

int main(int argc, char **argv)
{
	static const struct test_case cases[] = {
		CASE("a pin tells that its driver is gone",
		     tells_that_it_is_gone),
		CASE("a watch tells that its driver is gone", ends_watches),
		{ 0 },
	};

	return run_cases("pin_gone", cases, argc, argv);
}
