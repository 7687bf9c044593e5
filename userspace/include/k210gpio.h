/* SPDX-License-Identifier: MIT */
/*
 * libk210gpio: the pads, GPIO lines and functions of a Kendryte K210, from C.
 *
 *   k210gpio/pin.h      pins: a pad and the line on it, opened by name
 *   k210gpio/irq.h      what a pin's changes do: handlers, descriptors, loops
 *   k210gpio/fpioa.h    which function is on which pad, with which settings
 *   k210gpio/board.h    boards: their names for pads
 *   k210gpio/chip.h     GPIO chips and what is known of their lines
 *   k210gpio/lines.h    any number of lines of a chip at once
 *
 * What returns an int returns a negative errno for an error, and then
 * k210_errmsg() says what is wrong and what to do about it. A call that fails
 * has changed nothing, neither at a pad nor in what it was given. Errors that
 * any call may return, and that are not repeated below: -EINVAL for NULL where
 * it isn't allowed and for what isn't one of the values named; -ENOMEM;
 * -ENODEV once the driver that a handle belongs to is gone; -EACCES and -ENOENT
 * where /dev/k210-fpioa or /dev/gpiochipN can't be opened; -E2BIG for a struct
 * that is longer than this library knows and whose rest isn't 0, or longer than
 * 4096 bytes.
 *
 * Structs that start with a size carry sizeof of themselves there, so that
 * later ones may be longer; all else that is 0 is left as it is, or is the
 * default.
 *
 * Threads: any may use any handle at any time, but for its close: no other call
 * with it may be under way then, or come after it. k210_board_load() is for
 * before there are others.
 *
 * Signal handlers may call k210_pin_get(), k210_pin_set(), k210_pin_toggle() and
 * what is made of those for pins without a trigger, and nothing else. After a
 * fork() handles are the parent's: both would change the same lines and pads,
 * and take each other's events. The child closes none, or calls exec: all
 * descriptors are closed by that.
 *
 * k210_pin_fd() stays the same number until the pin is closed; while the pin
 * carries a function that is no line, it never is readable. Whoever just polls
 * it keeps the line, so that the pin can't become such a function: -EBUSY.
 *
 * The library opens, closes, reads, polls, and asks by ioctl; it needs neither
 * /sys nor /proc. It never forks, and handles no signals.
 */
#ifndef K210GPIO_H
#define K210GPIO_H

#include "k210gpio/board.h"
#include "k210gpio/chip.h"
#include "k210gpio/fpioa.h"
#include "k210gpio/irq.h"
#include "k210gpio/lines.h"
#include "k210gpio/pin.h"
#include "k210gpio/types.h"

#endif
