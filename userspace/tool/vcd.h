/* SPDX-License-Identifier: MIT */
/*
 * A trace of edges as a VCD file. Edges of several pins reach a program out of
 * order: each is kept for a while, and written once none can be before it.
 */
#ifndef K210_TOOL_VCD_H
#define K210_TOOL_VCD_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#define VCD_PINS 40

struct vcd_pin {
	const char *name;
	/* Read between the trace's 0 and this time. */
	uint8_t level;
	uint64_t read_until;
	bool had_edge;
};

struct vcd_edge {
	uint64_t time_ns;
	uint32_t lost; /* so many of its pin's before it */
	uint8_t pin;
	uint8_t level;
};

struct vcd {
	FILE *file;
	uint64_t start_ns; /* the trace's 0 */
	uint64_t last_ns;
	struct vcd_pin pins[VCD_PINS];
	unsigned int count;
	struct vcd_edge *waiting; /* by their times */
	unsigned int num_waiting, room;
	bool begun;
	uint64_t most; /* write no more edges; 0: any number */
	uint64_t edges, lost;
};

/*
 * vcd_add() - an edge that has come. The first one may tell what the level was
 * before it.
 */
void vcd_add(struct vcd *vcd, const struct vcd_edge *edge);

/* vcd_write() - write edges up to a time, and the file's head before. */
void vcd_write(struct vcd *vcd, uint64_t until_ns);

/* vcd_end() - write all, and the time of the trace's end. */
void vcd_end(struct vcd *vcd, uint64_t end_ns);

#endif
