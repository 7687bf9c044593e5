// SPDX-License-Identifier: MIT
/* NULL where something has to be, and what that is told with. */
#include "../harness.h"

/* Each is to refuse it with a sentence of its own, not with an older one. */
#define REFUSES(call)                                          \
	do {                                                   \
		k210_board_lookup("nothing of this name");     \
		CHECK_ERROR(call, -EINVAL);                    \
		CHECK(!strstr(k210_errmsg(), "of this name")); \
	} while (0)

static void nothing(const struct k210_event *ev)
{
	(void)ev;
}

static void no_pin_has_events(void)
{
	struct k210_event ev;

	REFUSES(k210_pin_irq(NULL, K210_RISING, 1, 0, nothing, NULL));
	REFUSES(k210_pin_irq(NULL, 0, 0, 0, NULL, NULL));
	REFUSES(k210_pin_irq_enable(NULL, 1));
	REFUSES(k210_pin_irq_trigger(NULL, 0));
	REFUSES(k210_pin_irq_trigger(NULL, K210_RISING));
	REFUSES(k210_pin_irq_fire(NULL));
	CHECK_INT(k210_pin_irq_flags(NULL), 0);
	REFUSES(k210_pin_fd(NULL));
	REFUSES(k210_pin_timeout(NULL));
	REFUSES(k210_pin_read_events(NULL, &ev, 1));
	REFUSES(k210_pin_read_events(NULL, NULL, 0));
	REFUSES(k210_pin_dispatch(NULL, 0));
	REFUSES(k210_pin_dispatch(NULL, -1));
}

static void no_loop_dispatches(void)
{
	struct k210_loop *loop;

	REFUSES(k210_loop_new(NULL, 0));
	REFUSES(k210_loop_add(NULL, NULL));
	REFUSES(k210_loop_remove(NULL, NULL));
	REFUSES(k210_loop_dispatch(NULL, 0));
	REFUSES(k210_loop_fds(NULL, NULL, 0));
	REFUSES(k210_loop_fd(NULL));
	REFUSES(k210_loop_timeout(NULL));
	REFUSES(k210_loop_start_thread(NULL, 0));
	k210_loop_free(NULL);
	CHECK_OK(k210_loop_new(&loop, 0));
	REFUSES(k210_loop_add(loop, NULL));
	REFUSES(k210_loop_remove(loop, NULL));
	REFUSES(k210_loop_fds(loop, NULL, 1));
	k210_loop_free(loop);
}

static void no_chip_is_found(void)
{
	struct k210_chip *chip;
	struct k210_chip_info about = { .size = sizeof(about) };
	struct k210_line_info info = { .size = sizeof(info) };
	struct k210_info_event change;

	REFUSES(k210_chip_open(NULL, "gpiochip0"));
	REFUSES(k210_chip_open(&chip, NULL));
	REFUSES(k210_chip_find(NULL, NULL, NULL));
	REFUSES(k210_chip_find(&chip, NULL, NULL));
	REFUSES(k210_chip_iter(NULL, NULL));
	CHECK(!k210_chip_ref(NULL));
	k210_chip_close(NULL);
	REFUSES(k210_chip_info(NULL, &about));
	REFUSES(k210_chip_lines(NULL));
	CHECK_STR(k210_chip_name(NULL), "");
	REFUSES(k210_chip_fd(NULL));
	REFUSES(k210_line_info(NULL, 0, &info));
	REFUSES(k210_chip_find_line(NULL, "reset"));
	REFUSES(k210_line_find(NULL, "reset"));
	REFUSES(k210_line_find(&chip, NULL));
	REFUSES(k210_watch(NULL, NULL, 0));
	REFUSES(k210_unwatch(NULL, NULL, 0));
	REFUSES(k210_watch_read(NULL, &change, 1));
}

static void no_lines_are_requested(void)
{
	struct k210_lines *lines;
	struct k210_line_cfg cfg = { .size = sizeof(cfg) };
	struct k210_event ev;
	unsigned int offset = 0;
	uint64_t bits = 0;
	uint8_t value = 0;
	int fd;

	REFUSES(k210_lines_request(NULL, NULL, &cfg, 1, NULL));
	REFUSES(k210_lines_request(&lines, NULL, &cfg, 1, NULL));
	k210_lines_close(NULL);
	REFUSES(k210_lines_configure(NULL, &cfg, 1));
	REFUSES(k210_lines_get(NULL, &bits));
	REFUSES(k210_lines_set(NULL, &bits, &bits));
	REFUSES(k210_lines_get_list(NULL, &offset, 1, &value));
	REFUSES(k210_lines_set_list(NULL, &offset, 1, &value));
	REFUSES(k210_lines_read_events(NULL, &ev, 1));
	REFUSES(k210_lines_wait(NULL, 0));
	REFUSES(k210_lines_fds(NULL, &fd, 1));
	REFUSES(k210_lines_set_blocking(NULL, 1));
	REFUSES(k210_lines_is_blocking(NULL));
	REFUSES(k210_lines_count(NULL));
	REFUSES(k210_lines_offset(NULL, 0));
	REFUSES(k210_lines_min(NULL));
	REFUSES(k210_lines_max(NULL));
	CHECK_STR(k210_lines_consumer(NULL), "");
}

static void no_board_has_it(void)
{
	struct k210_place place = { .size = sizeof(place) };

	REFUSES(k210_board_lookup(NULL));
	REFUSES(k210_board_iter(NULL, NULL));
	REFUSES(k210_place_find(NULL, &place));
	REFUSES(k210_place_find("IO5", NULL));
}

int main(int argc, char **argv)
{
	static const struct test_case cases[] = {
		CASE("NULL as a pin has no events", no_pin_has_events),
		CASE("NULL as a loop doesn't dispatch", no_loop_dispatches),
		CASE("NULL as a chip or its place is told", no_chip_is_found),
		CASE("NULL as lines or their place is told",
		     no_lines_are_requested),
		CASE("NULL as a name, a function or a place is told",
		     no_board_has_it),
		{ 0 },
	};

	return run_cases("nulls", cases, argc, argv);
}
