/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef MATCHING_H
#define MATCHING_H

#include <linux/types.h>

/* What went wrong: edges without a run of the handler, runs without an edge. */
struct matching {
	u32 lost;
	u32 surplus;
};

struct matching matching_find(const u32 *edges, u32 num_edges,
			      const u32 *runs, u32 num_runs);

#endif
