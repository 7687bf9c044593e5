/* SPDX-License-Identifier: MIT */
/*
 * A JSON document on stdout, as it is made: one object, in which anything else
 * is. Nothing is kept in memory, so that streams can be documents too.
 *
 * Keys are NULL inside of arrays.
 */
#ifndef K210_TOOL_JSON_H
#define K210_TOOL_JSON_H

#include <stdbool.h>

/*
 * json_object(), json_array() - begin one; json_end() ends the innermost. The
 * document itself begins with whatever is put into it first.
 */
void json_object(const char *key);
void json_array(const char *key);
void json_end(void);

/* json_string() - what isn't UTF-8 in it becomes U+FFFD; NULL is null. */
void json_string(const char *key, const char *text);
void json_number(const char *key, long long number);
void json_bool(const char *key, bool yes);
void json_null(const char *key);

/* json_finish() - end the document, whatever is open in it. */
void json_finish(void);

/* json_fail() - the same, with "error" as its last member. */
void json_fail(const char *error);

#endif
