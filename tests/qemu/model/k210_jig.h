/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The jig: hands and eyes on the pads, outside the chip. Clients send it
 * requests, a line each, and read its answers; see tests/qemu/README.md.
 *
 * QEMU interface:
 *  + links "pads" and "fpioa"
 *  + property "socket": path of a Unix socket on which host programs connect
 *  + properties "script", "script-log": requests to run when the guest says
 *    go, and where their answers are written
 */
#ifndef K210_JIG_H
#define K210_JIG_H

#include "hw/qdev-core.h"
#include "k210_window.h"
#include "qom/object.h"

#define TYPE_K210_JIG "k210-jig"
OBJECT_DECLARE_SIMPLE_TYPE(K210Jig, K210_JIG)

typedef struct K210JigClient K210JigClient;

/* Called when lines wait in a queue that was empty. */
typedef void K210JigReadable(void *opaque);

/* Clients' names in a saved state: the script's, and the guest's channels'. */
#define K210_JIG_SCRIPT     0
/* One on the socket lives as long as its connection and is not saved. */
#define K210_JIG_UNSAVED    UINT32_MAX

K210JigClient *k210_jig_attach(K210Jig *s, uint32_t name,
                               K210JigReadable *readable, void *opaque);

/* Client NAME that a saved state brought, or null: there was none. */
K210JigClient *k210_jig_resume(K210Jig *s, uint32_t name,
                               K210JigReadable *readable, void *opaque);

/* What the client scheduled still happens; nobody hears of it. */
void k210_jig_detach(K210JigClient *c);

/* Bytes from the client: each line is served at once, when its LF comes. */
void k210_jig_put(K210JigClient *c, const char *bytes, size_t size);

/*
 * Takes as many whole lines as fit in SIZE bytes, or the start of one that
 * does not fit. Returns the number of bytes, 0 when nothing waits.
 */
size_t k210_jig_take(K210JigClient *c, char *buf, size_t size);
bool k210_jig_readable(K210JigClient *c);

/* The moment at which the script runs. */
void k210_jig_go(K210Jig *s);

/* Lets the jig's `count` see a block; before realize. */
void k210_jig_add_window(K210Jig *s, K210Window *win);

/* Serves host programs on the Unix socket PATH; in k210_jig_socket.c. */
void k210_jig_listen(K210Jig *s, const char *path, Error **errp);

/* Sends them what still waits, before the machine ends. */
void k210_jig_flush(K210Jig *s);

#endif
