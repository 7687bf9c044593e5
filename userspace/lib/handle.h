/* SPDX-License-Identifier: MIT */
/*
 * Room for handles. A program that needs no memory else has no malloc() then,
 * which would be a third of all that a blinking LED takes in 8 MiB.
 */
#ifndef K210_LIB_HANDLE_H
#define K210_LIB_HANDLE_H

/* None is larger. */
#define HANDLE_SIZE 256

/* k210_handle_new() - all 0. Return: NULL, and its sentence, if there's none. */
void *k210_handle_new(void);

/* k210_handle_free() - for another one. NULL is allowed. */
void k210_handle_free(void *handle);

#endif
