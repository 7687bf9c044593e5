// SPDX-License-Identifier: MIT
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "print.h"
#include "tool.h"
#include "vcd.h"

/* A pin's name inside of the file: one printable character, no # or $. */
#define CODE(pin) ((char)('A' + (pin)))

void vcd_add(struct vcd *vcd, const struct vcd_edge *edge)
{
	struct vcd_pin *pin = &vcd->pins[edge->pin];
	unsigned int at = vcd->num_waiting;

	if (edge->time_ns < vcd->start_ns)
		return;
	/* Either the level was read before this edge or after it. */
	if (!pin->had_edge && edge->time_ns <= pin->read_until && !vcd->begun)
		pin->level = !edge->level;
	pin->had_edge = true;
	if (vcd->num_waiting == vcd->room) {
		vcd->room = vcd->room ? 2 * vcd->room : 64;
		vcd->waiting = realloc(vcd->waiting,
				       vcd->room * sizeof(*vcd->waiting));
		if (!vcd->waiting)
			tool_fail("no memory for %u edges", vcd->room);
	}
	for (; at && vcd->waiting[at - 1].time_ns > edge->time_ns; at--)
		vcd->waiting[at] = vcd->waiting[at - 1];
	vcd->waiting[at] = *edge;
	vcd->num_waiting++;
}

static void write_head(struct vcd *vcd)
{
	FILE *file = vcd->file;

	tool_print_to(file,
		      "$version k210gpio capture $end\n"
		      "$comment #0 is %" PRIu64 " ns of CLOCK_MONOTONIC $end\n"
		      "$timescale 1 ns $end\n"
		      "$scope module k210 $end\n",
		      vcd->start_ns);
	for (unsigned int i = 0; i < vcd->count; i++)
		tool_print_to(file, "$var wire 1 %c %s $end\n", CODE(i),
			      vcd->pins[i].name);
	tool_print_to(file, "$upscope $end\n"
			    "$enddefinitions $end\n"
			    "#0\n"
			    "$dumpvars\n");
	for (unsigned int i = 0; i < vcd->count; i++)
		tool_print_to(file, "%d%c\n", vcd->pins[i].level, CODE(i));
	tool_print_to(file, "$end\n");
	vcd->last_ns = vcd->start_ns;
	vcd->begun = true;
}

static void write_time(struct vcd *vcd, uint64_t time_ns)
{
	if (time_ns <= vcd->last_ns)
		return;
	tool_print_to(vcd->file, "#%" PRIu64 "\n", time_ns - vcd->start_ns);
	vcd->last_ns = time_ns;
}

static void write_edge(struct vcd *vcd, const struct vcd_edge *edge)
{
	struct vcd_pin *pin = &vcd->pins[edge->pin];
	uint32_t lost = edge->lost;

	/* Too short for the kernel to tell both of its edges. */
	if (!lost && edge->level == pin->level)
		lost = 1;
	if (lost)
		tool_print_to(vcd->file,
			      "$comment %s: %u lost before this $end\n",
			      pin->name, lost);
	vcd->lost += lost;
	write_time(vcd, edge->time_ns);
	tool_print_to(vcd->file, "%d%c\n", edge->level, CODE(edge->pin));
	pin->level = edge->level;
	vcd->edges++;
}

void vcd_write(struct vcd *vcd, uint64_t until_ns)
{
	unsigned int done = 0;

	if (!vcd->begun)
		write_head(vcd);
	for (; done < vcd->num_waiting; done++) {
		if (vcd->waiting[done].time_ns > until_ns ||
		    (vcd->most && vcd->edges == vcd->most))
			break;
		write_edge(vcd, &vcd->waiting[done]);
	}
	vcd->num_waiting -= done;
	memmove(vcd->waiting, vcd->waiting + done,
		vcd->num_waiting * sizeof(*vcd->waiting));
}

void vcd_end(struct vcd *vcd, uint64_t end_ns)
{
	vcd_write(vcd, end_ns);
	if (!vcd->most || vcd->edges < vcd->most)
		write_time(vcd, end_ns);
	free(vcd->waiting);
}
