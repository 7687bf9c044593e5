/* SPDX-License-Identifier: MIT */
/* Lines that are requested together, as their files share them. */
#ifndef K210_LIB_LINES_H
#define K210_LIB_LINES_H

#include <linux/gpio.h>
#include <stdatomic.h>
#include <stdbool.h>

#include "flags.h"
#include "k210gpio/lines.h"
#include "lock.h"

struct k210_chip;

/* What a line is; words that only inputs have are kept while it isn't one. */
struct line {
	struct line_words words;
	uint32_t debounce_us; /* 0 for none */
	uint32_t offset;
	bool high;  /* what it starts with as an output */
	bool as_is; /* instead of that it keeps what it has */
	bool keeps; /* its direction, whatever that is when it is requested */
};

/* Events of a part that were read before it was their turn. */
#define AHEAD 16
struct ahead {
	uint32_t next, num;
	bool more; /* there may be more in the kernel */
	struct gpio_v2_line_event events[AHEAD];
};

/* Lines that the kernel has in one request; bit 0 is the first. */
struct part {
	int fd;
	uint32_t first; /* of all lines */
	uint32_t num;	/* up to 64 */
	uint32_t seq;	/* of the last event that was read */
	uint64_t mask;	/* a bit for each */
	_Atomic uint64_t outputs;
	/* The values that were asked for last, also of inputs. */
	_Atomic uint64_t driven;
	struct ahead *ahead; /* NULL if there is but one part */
};

#define NO_INDEX UINT16_MAX

struct k210_lines {
	uint32_t num_parts;
	uint32_t num;
	struct k210_chip *chip;
	struct line *lines;
	uint16_t *index;     /* of the chip's lines, by offset, or NO_INDEX */
	uint32_t *seqs;	     /* of the last event of each that was read */
	struct lock lock;    /* of lines and what they are */
	struct lock reading; /* of events */
	uint32_t seq;	     /* the sum of all parts' */
	atomic_int blocking;
	char consumer[K210_NAME_SIZE];
	struct part parts[];
};

/* Whether it drives, so that it has a value. */
static inline bool k210_line_drives(const struct line *line)
{
	return line->words.mode && line->words.mode != K210_IN;
}

/*
 * k210_line_merge() - what a line is to be, on top of what it is.
 * @line: its offset is that of @cfg
 * @chip: the chip's name, for sentences
 *
 * Return: -EINVAL for settings that don't exist or go together.
 */
int k210_line_merge(struct line *line, const struct k210_line_cfg *cfg,
		    const char *chip);

/*
 * k210_line_cfg_at() - the @index-th of a caller's configs, who may know them
 * longer or shorter.
 */
int k210_line_cfg_at(struct k210_line_cfg *cfg,
		     const struct k210_line_cfg *theirs, size_t index);

/*
 * k210_lines_pack() - lines as the kernel's config.
 * @num: how many there are
 * @driven: a bit for each of them
 *
 * Return: how many of them fit into one.
 */
uint32_t k210_lines_pack(struct gpio_v2_line_config *config,
			 const struct line *lines, uint32_t num,
			 uint64_t driven);

/* k210_part_outputs() - a bit for each that drives. */
uint64_t k210_part_outputs(const struct line *lines, uint32_t num);

/*
 * k210_part_configure() - have the kernel make a part what @lines says. What is
 * driven meanwhile isn't lost.
 */
int k210_part_configure(struct part *part, const struct line *lines);

/* k210_lines_refused() - a sentence for what the kernel refused. */
int k210_lines_refused(const struct k210_chip *chip, const struct line *lines,
		       uint32_t num, int error);

/*
 * k210_lines_find() - which one is a line of the chip?
 *
 * Return: its index; -EINVAL if it isn't one of them.
 */
int k210_lines_find(const struct k210_lines *lines, unsigned int offset);

/* k210_lines_none() - Return: -EINVAL, since a handle is NULL. */
int k210_lines_none(void);

/* k210_part_of() - the part that an index is in. */
struct part *k210_part_of(struct k210_lines *lines, uint32_t index);

#endif
