/* SPDX-License-Identifier: MIT */
/* What the programs use, in the machine's tree. */
#ifndef WHERE_H
#define WHERE_H

#define GPIOHS "38001000.gpio-controller"
#define GPIO "50200000.gpio"
#define LINES 32 /* of GPIOHS */

/* Lines of GPIOHS: one to drive and read, one whose pad is driven. */
#define LINE 7
#define EVENT_LINE 9
#define EVENT_PAD (16 + EVENT_LINE)
#define EVENTS 64
#define EVENTS_TIMES 11

/* A line's name there. */
#define NAME "LED"
#define NAMED_LINE 5
#define NAMED_PAD (16 + NAMED_LINE)

/* What the board calls a pad, which carries a line of GPIO. */
#define BOARD_NAME "LED_G"
#define BOARD_PAD 12
#define BOARD_LINE 4

/* What is to be on which pad, and isn't; which line that is. */
#define MUX_PAD 6
#define MUX_NAME "GPIOHS31"
#define MUX_LINE 31

#endif
