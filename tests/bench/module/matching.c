// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which run of a handler is for which edge. What a block remembers of a line is
 * one edge, until that is dealt with; in all drivers it is, if not behind the
 * handler, less than DEALT before it. So a run is for the first edge before it
 * that has none, and edges that came earlier than DEALT before it were one with
 * that.
 */

#include "matching.h"

#define DEALT	400	/* instructions; less than from a pad to its handler */

/**
 * matching_find() - match edges with runs of their handler
 * @edges: when they came, the first one first
 * @num_edges: their number
 * @runs: when the handler was entered, by the same clock
 * @num_runs: their number
 *
 * A run soon behind an edge's own may be one for another edge meanwhile, and
 * makes up for one that was lost so closely before; for none that was before.
 *
 * Return: how many have no counterpart.
 */
struct matching matching_find(const u32 *edges, u32 num_edges,
			      const u32 *runs, u32 num_runs)
{
	u32 edge = 0, matched = 0;

	for (u32 run = 0; run < num_runs; run++) {
		if (edge < num_edges && edges[edge] <= runs[run]) {
			edge++;
			matched++;
		}
		while (edge < num_edges && edges[edge] + DEALT < runs[run])
			edge++;
	}
	return (struct matching) { num_edges - matched, num_runs - matched };
}
