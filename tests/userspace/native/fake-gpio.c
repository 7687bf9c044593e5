// SPDX-License-Identifier: MIT
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "fake-gpio.h"
#include "harness.h"

#define MAX_FDS 256

struct fake_line fake_lines[FAKE_LINES];
int fake_fails;
void (*fake_meanwhile)(void);

/* Of each request, by its descriptor. */
static struct request {
	int writer; /* the pipe's other end, 0 if there is none */
	uint32_t num;
	uint32_t seq;
	uint32_t offsets[GPIO_V2_LINES_MAX];
} requests[MAX_FDS];

static void drop(int fd)
{
	for (uint32_t i = 0; i < requests[fd].num; i++) {
		struct fake_line *line = &fake_lines[requests[fd].offsets[i]];

		/* As it is, without what it was for its user. */
		line->fd = 0;
		line->flags = 0;
		line->debounce_us = 0;
		line->seq = 0;
	}
	close(requests[fd].writer);
	memset(&requests[fd], 0, sizeof(requests[fd]));
}

int fake_requests(void)
{
	int count = 0;

	for (int fd = 0; fd < MAX_FDS; fd++) {
		if (!requests[fd].writer)
			continue;
		if (fcntl(fd, F_GETFD) < 0)
			drop(fd);
		else
			count++;
	}
	return count;
}

/* Of one line, the kernel takes the first attribute that has its bit. */
static const struct gpio_v2_line_attribute *
find(const struct gpio_v2_line_config *config, uint32_t id, uint32_t bit)
{
	for (uint32_t i = 0; i < config->num_attrs; i++)
		if (config->attrs[i].attr.id == id &&
		    config->attrs[i].mask >> bit & 1)
			return &config->attrs[i].attr;
	return NULL;
}

static bool is_low(const struct fake_line *line)
{
	return line->flags & GPIO_V2_LINE_FLAG_ACTIVE_LOW;
}

/* As gpiolib does, line by line: those before one that fails stay so. */
static int configure(const struct request *request,
		     const struct gpio_v2_line_config *config, bool fails)
{
	CHECK(config->num_attrs <= GPIO_V2_LINE_NUM_ATTRS_MAX);
	for (uint32_t bit = 0; bit < request->num; bit++) {
		struct fake_line *line = &fake_lines[request->offsets[bit]];
		const struct gpio_v2_line_attribute *attr =
			find(config, GPIO_V2_LINE_ATTR_ID_FLAGS, bit);
		uint64_t flags = attr ? attr->flags : config->flags;

		if (fails && bit == request->num / 2)
			return -EBUSY;
		if (!(flags &
		      (GPIO_V2_LINE_FLAG_INPUT | GPIO_V2_LINE_FLAG_OUTPUT)))
			continue;
		line->flags = flags;
		line->out = flags & GPIO_V2_LINE_FLAG_OUTPUT;
		attr = find(config, GPIO_V2_LINE_ATTR_ID_OUTPUT_VALUES, bit);
		if (line->out)
			line->level = (attr && attr->values >> bit & 1) !=
				      is_low(line);
		attr = find(config, GPIO_V2_LINE_ATTR_ID_DEBOUNCE, bit);
		CHECK(!attr || !line->out);
		line->debounce_us = attr ? attr->debounce_period_us : 0;
	}
	return 0;
}

static int take(struct gpio_v2_line_request *asked, bool fails)
{
	int ends[2];

	for (uint32_t i = 0; i < asked->num_lines; i++)
		if (fake_lines[asked->offsets[i]].fd)
			return -EBUSY;
	if (fails)
		return -ENXIO;
	CHECK_INT(pipe(ends), 0);

	struct request *request = &requests[ends[0]];

	request->writer = ends[1];
	request->num = asked->num_lines;
	memcpy(request->offsets, asked->offsets, sizeof(request->offsets));
	for (uint32_t i = 0; i < request->num; i++)
		fake_lines[request->offsets[i]].fd = ends[0];
	asked->fd = ends[0];
	return configure(request, &asked->config, false);
}

static int set_values(const struct request *request,
		      const struct gpio_v2_line_values *values, bool fails)
{
	if (fails)
		return -EIO;
	for (uint32_t bit = 0; bit < request->num; bit++)
		if (values->mask >> bit & 1 &&
		    !fake_lines[request->offsets[bit]].out)
			return -EPERM;
	for (uint32_t bit = 0; bit < request->num; bit++) {
		struct fake_line *line = &fake_lines[request->offsets[bit]];

		if (values->mask >> bit & 1)
			line->level = (values->bits >> bit & 1) != is_low(line);
	}
	return values->mask ? 0 : -EINVAL;
}

static void get_values(const struct request *request,
		       struct gpio_v2_line_values *values)
{
	values->bits = 0;
	for (uint32_t bit = 0; bit < request->num; bit++) {
		struct fake_line *line = &fake_lines[request->offsets[bit]];

		if (values->mask >> bit & 1)
			values->bits |= (uint64_t)(line->level != is_low(line))
					<< bit;
	}
}

static void tell(struct gpio_v2_line_info *info)
{
	const struct fake_line *line = &fake_lines[info->offset];

	info->flags = line->flags |
		      (line->out ? GPIO_V2_LINE_FLAG_OUTPUT :
				   GPIO_V2_LINE_FLAG_INPUT) |
		      (line->fd ? GPIO_V2_LINE_FLAG_USED : 0);
}

int sys_ioctl(int fd, unsigned long request, void *argument)
{
	bool changes = request == GPIO_V2_GET_LINE_IOCTL ||
		       request == GPIO_V2_LINE_SET_CONFIG_IOCTL ||
		       request == GPIO_V2_LINE_SET_VALUES_IOCTL;
	bool fails = changes && fake_fails && !--fake_fails;
	struct gpiochip_info *chip = argument;
	void (*meanwhile)(void) = fake_meanwhile;

	fake_requests();
	if (changes && meanwhile) {
		fake_meanwhile = NULL;
		meanwhile();
	}
	switch (request) {
	case GPIO_GET_CHIPINFO_IOCTL:
		*chip = (struct gpiochip_info){ .name = "fake",
						.lines = FAKE_LINES };
		return 0;
	case GPIO_V2_GET_LINEINFO_IOCTL:
		tell(argument);
		return 0;
	case GPIO_V2_GET_LINE_IOCTL:
		return take(argument, fails);
	case GPIO_V2_LINE_SET_CONFIG_IOCTL:
		return configure(&requests[fd], argument, fails);
	case GPIO_V2_LINE_SET_VALUES_IOCTL:
		return set_values(&requests[fd], argument, fails);
	case GPIO_V2_LINE_GET_VALUES_IOCTL:
		get_values(&requests[fd], argument);
		return 0;
	default:
		return -ENOTTY;
	}
}

void fake_event(unsigned int offset, uint64_t time_ns, uint32_t lost)
{
	struct fake_line *line = &fake_lines[offset];
	struct request *request = &requests[line->fd];

	line->seq += lost + 1;
	request->seq += lost + 1;

	struct gpio_v2_line_event event = {
		.timestamp_ns = time_ns,
		.id = GPIO_V2_LINE_EVENT_RISING_EDGE,
		.offset = offset,
		.seqno = request->seq,
		.line_seqno = line->seq,
	};

	CHECK_INT(write(request->writer, &event, sizeof(event)), sizeof(event));
}
