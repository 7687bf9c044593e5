/* SPDX-License-Identifier: MIT */
/* In which order headers of boards have the pads. */
#ifndef K210_TOOL_LAYOUT_H
#define K210_TOOL_LAYOUT_H

enum {
	SPOT_END = -1,
	SPOT_GAP = -2,
	SPOT_GND = -3,
	SPOT_AREF = -4,
};

struct layout {
	const char *board;
	const char *title;
	const signed char *spots; /* pads and the above, down to SPOT_END */
};

/* layout_find() - Return: NULL if no order is known. */
const struct layout *layout_find(const char *board);

/* layout_text() - what is at a spot without a pad. */
const char *layout_text(int spot);

#endif
