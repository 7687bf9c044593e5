// SPDX-License-Identifier: MIT
#include <stddef.h>
#include <string.h>

#include "layout.h"

/*
 * An Arduino Uno's headers at its digital side, which the Maixduino has (Sipeed,
 * "Maixduino": form and pins of the Uno R3); which pads D0 to D15 are is from
 * its Arduino core's pins_arduino.h.
 */
static const signed char maixduino[] = {
	30,	  31, SPOT_AREF, SPOT_GND, 3,  10, 11, 12, 13, 14,
	SPOT_GAP, 15, 32,	 24,	   23, 22, 21, 5,  4,  SPOT_END
};

static const struct layout layouts[] = {
	{ "maixduino",
	  "Arduino's digital headers, from SCL and SDA to D1 and D0:",
	  maixduino },
};

const struct layout *layout_find(const char *board)
{
	for (unsigned int i = 0; i < sizeof(layouts) / sizeof(layouts[0]); i++)
		if (!strcmp(layouts[i].board, board))
			return &layouts[i];
	return NULL;
}

const char *layout_text(int spot)
{
	return spot == SPOT_GND ? "GND" : spot == SPOT_AREF ? "AREF" : "";
}
