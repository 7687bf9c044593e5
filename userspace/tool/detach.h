/* SPDX-License-Identifier: MIT */
/*
 * Going on in the background. Machines without an MMU have no fork(), so that
 * the program is started anew: it does all that can fail, then tells the first
 * one, which ends.
 */
#ifndef K210_TOOL_DETACH_H
#define K210_TOOL_DETACH_H

/*
 * detach_begin() - returns in the new program alone; the first one ends once it
 * is told, or as the new one ends.
 */
void detach_begin(void);

/* detach_done() - all is well: be alone. Nothing if detach_begin() wasn't. */
void detach_done(void);

#endif
