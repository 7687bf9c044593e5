// SPDX-License-Identifier: MIT
/* Lines that all are to be the same, and their events, without structs. */
#include <errno.h>
#include <stdlib.h>

#include "error.h"
#include "k210gpio/lines.h"

K210_API int k210_lines_request_simple(struct k210_lines **lines,
				       struct k210_chip *chip,
				       const unsigned int *offsets, size_t num,
				       int mode, int pull, int trigger,
				       const char *consumer)
{
	struct k210_line_cfg *cfg;
	int error;

	k210_silence();
	if ((mode | pull | trigger) & ~0xff)
		return k210_fail(
			-EINVAL,
			"mode %d, pull %d, trigger %d: one doesn't exist", mode,
			pull, trigger);
	/* What is wrong with these is told there. */
	if (!lines || !chip || !offsets || !num ||
	    num > (size_t)k210_chip_lines(chip))
		return k210_lines_request(lines, chip, NULL, num, consumer);
	cfg = calloc(num, sizeof(*cfg));
	if (!cfg)
		return k210_fail(-ENOMEM, "there is no memory for lines");
	for (size_t i = 0; i < num; i++)
		cfg[i] = (struct k210_line_cfg){
			.size = sizeof(*cfg),
			.line = offsets[i],
			.mode = mode,
			.pull = pull,
			.trigger = trigger,
		};
	error = k210_lines_request(lines, chip, cfg, num, consumer);
	free(cfg);
	return error;
}

K210_API int k210_lines_read_event(struct k210_lines *lines, unsigned int *line,
				   uint64_t *time_ns, uint32_t *lost)
{
	struct k210_event ev;
	int count = k210_lines_read_events(lines, &ev, 1);

	if (count < 1)
		return count;
	if (line)
		*line = ev.line;
	if (time_ns)
		*time_ns = ev.time_ns;
	if (lost)
		*lost = ev.lost;
	return ev.type;
}
