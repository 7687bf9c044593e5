/* SPDX-License-Identifier: MIT */
/* What pads are called on all boards. */
#ifndef K210_LIB_PAD_NAME_H
#define K210_LIB_PAD_NAME_H

/* k210_pad_number() - Return: the pad that is called "IO13" or "13", or -1. */
int k210_pad_number(const char *name);

#endif
