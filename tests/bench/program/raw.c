// SPDX-License-Identifier: MIT
/* The least that lines can cost by the kernel's interface: bare system calls. */
#include <fcntl.h>
#include <linux/gpio.h>
#include <unistd.h>

#include "cdev.h"
#include "count.h"
#include "jig.h"
#include "where.h"

static int fd;
static struct gpio_v2_line_values values;
static struct gpio_v2_line_event events[EVENTS];

static int get(void)
{
	values.mask = 1;
	values.bits = 0;
	return count_call(SYS_ioctl, fd, (int)GPIO_V2_LINE_GET_VALUES_IOCTL,
			  (long)&values);
}

static int set(void)
{
	values.mask = 1;
	values.bits = 1;
	return count_call(SYS_ioctl, fd, (int)GPIO_V2_LINE_SET_VALUES_IOCTL,
			  (long)&values);
}

static void unset(void)
{
	values.mask = 1;
	values.bits = 0;
	count_call(SYS_ioctl, fd, (int)GPIO_V2_LINE_SET_VALUES_IOCTL,
		   (long)&values);
}

static int read_all(void)
{
	values.mask = UINT32_MAX;
	values.bits = 0;
	return count_call(SYS_ioctl, fd, (int)GPIO_V2_LINE_GET_VALUES_IOCTL,
			  (long)&values);
}

static int write_all(void)
{
	values.mask = UINT32_MAX;
	values.bits = 0x5a5a5a5a;
	return count_call(SYS_ioctl, fd, (int)GPIO_V2_LINE_SET_VALUES_IOCTL,
			  (long)&values);
}

static int read_events(int num)
{
	return count_call(SYS_read, fd, (long)events, num * sizeof(*events));
}

static int event(void)
{
	return read_events(1);
}

static int many_events(void)
{
	return read_events(EVENTS);
}

int main(void)
{
	fd = cdev_request(GPIOHS, LINE, 1, GPIO_V2_LINE_FLAG_OUTPUT, 0);
	count("set", unset, set);
	MUST(!count_result);
	count("get", NULL, get);
	MUST(!count_result && values.bits == 1);
	close(fd);

	fd = cdev_request(GPIOHS, 0, LINES, GPIO_V2_LINE_FLAG_OUTPUT, 0);
	count("write", NULL, write_all);
	MUST(!count_result);
	count("read", NULL, read_all);
	MUST(!count_result && values.bits == 0x5a5a5a5a);
	close(fd);

	fd = cdev_request(GPIOHS, EVENT_LINE, 1,
			  GPIO_V2_LINE_FLAG_INPUT |
				  GPIO_V2_LINE_FLAG_EDGE_RISING |
				  GPIO_V2_LINE_FLAG_EDGE_FALLING,
			  EVENTS);
	fcntl(fd, F_SETFL, O_NONBLOCK);
	count("event", jig_one_edge, event);
	MUST(count_result == sizeof(*events));
	count_tell("events",
		   count_cost(EVENTS_TIMES, jig_many_edges, many_events));
	MUST(count_result == sizeof(events));
	MUST(read(fd, events, sizeof(events)) < 0);
	jig_leave(EVENT_PAD);
	return 0;
}
