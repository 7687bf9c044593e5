// SPDX-License-Identifier: MIT
/* Being told of the changes of pads. */
#include <poll.h>
#include <stdio.h>
#include <unistd.h>

#include "harness.h"
#include "jig.h"
#include "pads.h"

static int ready(struct k210_pad_watch *w)
{
	struct pollfd fd = { .fd = k210_pad_watch_fd(w), .events = POLLIN };

	return poll(&fd, 1, 0) == 1;
}

static void is_told(void)
{
	struct k210_pad_watch *w;
	struct k210_pad_event ev[16];
	int count;

	CHECK_OK(k210_pad_watch_open(&w, 1ULL << PAD | 1ULL << EMPTY, 0));
	CHECK_INT(ready(w), 0);
	CHECK_INT(k210_pad_watch_read(w, ev, 16), 0);
	CHECK_OK(k210_fpioa_map(PAD, UART2_TX, 0));
	CHECK_OK(k210_fpioa_map(PAD2, UART1_TX, 0));
	CHECK_INT(ready(w), 1);
	count = CHECK_OK(k210_pad_watch_read(w, ev, 16));
	CHECK(count >= 1);
	CHECK_INT(ev[count - 1].pad, PAD);
	CHECK_INT(ev[count - 1].func, UART2_TX);
	CHECK(ev[count - 1].changed & K210_CHANGED_FUNC);
	CHECK(ev[count - 1].time_ns);
	CHECK_OK(k210_fpioa_unmap(PAD2));
	CHECK_INT(ready(w), 0);
	CHECK_OK(k210_fpioa_unmap(PAD));
	CHECK_OK(k210_pad_watch_read(w, ev, 16));
	CHECK_OK(k210_pad_hold(EMPTY, 1));
	CHECK_OK(k210_pad_release(EMPTY));
	count = CHECK_OK(k210_pad_watch_read(w, ev, 1));
	CHECK_INT(count, 1);
	CHECK_INT(ev[0].pad, EMPTY);
	count = 0;
	while (k210_pad_watch_read(w, ev, 1) == 1)
		count |= ev[0].changed;
	CHECK(count & K210_CHANGED_HELD);
	k210_pad_watch_close(w);
	k210_pad_watch_close(NULL);
}

static void loses_some(void)
{
	struct k210_pad_watch *w;
	struct k210_pad_event ev[8];
	struct k210_pad st = { .size = sizeof(st) };
	bool lost = false;
	int count;

	put_back(PAD);
	CHECK_OK(k210_pad_watch_open(&w, 1ULL << PAD, 4));
	for (int i = 0; i < 12; i++) {
		st.drive = K210_DRIVE(i);
		CHECK_OK(k210_pad_set(PAD, &st, K210_PAD_DRIVE));
	}
	do {
		count = CHECK_OK(k210_pad_watch_read(w, ev, 8));
		for (int i = 0; i < count; i++)
			if (ev[i].changed == K210_CHANGES_LOST) {
				CHECK(ev[i].lost > 0);
				lost = true;
			}
	} while (count);
	CHECK(lost);
	k210_pad_watch_close(w);
}

static void refuses_watches(void)
{
	struct k210_pad_watch *w = (void *)-1;
	struct k210_pad_event ev;
	int fd = first_free_fd();

	CHECK_ERROR(k210_pad_watch_open(NULL, 1, 0), -EINVAL);
	CHECK_SAYS(k210_pad_watch_open(&w, 0, 0), -EINVAL, "at least one");
	CHECK_SAYS(k210_pad_watch_open(&w, 1ULL << 48, 0), -EINVAL, "47");
	CHECK_SAYS(k210_pad_watch_open(&w, 1, 1U << 30), -EINVAL, "events");
	CHECK(w == (void *)-1);
	CHECK_INT(first_free_fd(), fd);
	CHECK_OK(k210_pad_watch_open(&w, 1, 0));
	CHECK_ERROR(k210_pad_watch_read(w, NULL, 1), -EINVAL);
	CHECK_ERROR(k210_pad_watch_read(w, &ev, 0), -EINVAL);
	CHECK_ERROR(k210_pad_watch_read(NULL, &ev, 1), -EINVAL);
	CHECK_ERROR(k210_pad_watch_fd(NULL), -EINVAL);
	k210_pad_watch_close(w);
	CHECK_INT(first_free_fd(), fd);
}

int main(int argc, char **argv)
{
	static const struct test_case cases[] = {
		CASE("changes of watched pads are told", is_told),
		CASE("what is lost is told", loses_some),
		CASE("a watch that can't be is refused", refuses_watches),
		{ 0 },
	};

	return run_cases("pad_watch", cases, argc, argv);
}
