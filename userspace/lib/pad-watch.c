// SPDX-License-Identifier: MIT
#include <errno.h>
#include <limits.h>
#include <unistd.h>

#include "bridge.h"
#include "error.h"
#include "handle.h"
#include "k210gpio/fpioa.h"
#include "sys.h"

struct k210_pad_watch {
	int fd;
};

/* The kernel's events are read into ours. */
_Static_assert(sizeof(struct k210_pad_event) ==
			       sizeof(struct k210_fpioa_event) &&
		       offsetof(struct k210_pad_event, lost) ==
			       offsetof(struct k210_fpioa_event, lost) &&
		       offsetof(struct k210_pad_event, func) ==
			       offsetof(struct k210_fpioa_event, function),
	       "events differ");

/* So are their bits. */
#define SAME(ours, bridges) _Static_assert((ours) == (bridges), "bits differ")
SAME(K210_CHANGED_FUNC, K210_FPIOA_CHANGED_FUNCTION);
SAME(K210_CHANGED_SETTINGS, K210_FPIOA_CHANGED_SETTINGS);
SAME(K210_CHANGED_OWNER, K210_FPIOA_CHANGED_OWNER);
SAME(K210_CHANGED_LINE, K210_FPIOA_CHANGED_LINE);
SAME(K210_CHANGED_HELD, K210_FPIOA_CHANGED_HELD);
SAME(K210_CHANGES_LOST, K210_FPIOA_LOST);

static int explain(int error, unsigned int events)
{
	switch (error) {
	case -EINVAL:
		return k210_fail(error,
				 "%u events are more than this user may have",
				 events);
	case -EMFILE:
		return k210_fail(error, "this user has too many watches");
	default:
		return k210_fail(error, "pads can't be watched: error %d",
				 -error);
	}
}

K210_API int k210_pad_watch_open(struct k210_pad_watch **w, uint64_t pads,
				 unsigned int events)
{
	struct k210_fpioa_watch request = {
		.pads = pads,
		.num_events = events,
	};
	struct k210_pad_watch *watch;
	int fd, error;

	k210_silence();
	if (!w)
		return k210_fail(-EINVAL, "a watch needs a place, not NULL");
	if (!pads || pads >> K210_PADS)
		return k210_fail(-EINVAL,
				 "a watch has at least one pad, 0 to 47");
	fd = k210_bridge_open();
	if (fd < 0)
		return fd;
	error = sys_ioctl(fd, K210_FPIOA_WATCH, &request);
	if (error)
		error = explain(error, events);
	watch = error ? NULL : k210_handle_new();
	if (!watch) {
		close(fd);
		return error ? error : -ENOMEM;
	}
	watch->fd = fd;
	*w = watch;
	return 0;
}

K210_API void k210_pad_watch_close(struct k210_pad_watch *w)
{
	if (!w)
		return;
	close(w->fd);
	k210_handle_free(w);
}

K210_API int k210_pad_watch_fd(struct k210_pad_watch *w)
{
	return w ? w->fd : k210_fail(-EINVAL, "a watch is needed, not NULL");
}

K210_API int k210_pad_watch_read(struct k210_pad_watch *w,
				 struct k210_pad_event *ev, int max)
{
	ssize_t got;

	k210_silence();
	if (!w || !ev || max < 1)
		return k210_fail(-EINVAL,
				 "a watch, and place for an event are needed");
	if (max > INT_MAX / (int)sizeof(*ev))
		max = INT_MAX / (int)sizeof(*ev);
	got = read(w->fd, ev, max * sizeof(*ev));
	if (got >= 0)
		return got / sizeof(*ev);
	switch (errno) {
	case EAGAIN:
	case EINTR:
		return 0;
	case ENODEV:
		return k210_fail(-ENODEV, "the driver of the FPIOA is gone");
	default:
		return k210_fail(-errno, "changes can't be read: error %d",
				 errno);
	}
}
