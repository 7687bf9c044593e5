/* SPDX-License-Identifier: MIT */
/*
 * All commands, in the order of k210gpio --help. Each has a file of its own, and
 * is const struct command command_NAME there.
 */
COMMAND(detect)
COMMAND(info)
COMMAND(get)
COMMAND(set)
COMMAND(mon)
COMMAND(notify)
COMMAND(readall)
COMMAND(pinout)
COMMAND(toggle)
COMMAND(pulse)
COMMAND(blink)
COMMAND(wfi)
COMMAND(func)
COMMAND(funcs)
COMMAND(pad)
COMMAND(hold)
COMMAND(who)
COMMAND(watch)
COMMAND(doctor)
COMMAND(capture)
