/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the jig's own files share. */
#ifndef K210_JIG_PRIVATE_H
#define K210_JIG_PRIVATE_H

#include "qemu/notify.h"
#include "qemu/timer.h"
#include "k210_fpioa.h"
#include "k210_jig.h"
#include "k210_pads.h"

struct K210JigClient {
    K210Jig *jig;
    uint32_t name;              /* in a saved state; may be K210_JIG_UNSAVED */
    K210JigReadable *readable;
    void *opaque;
    GString *request;           /* up to the LF that has not come yet */
    bool overlong;              /* dropping the rest of a line */
    GQueue lines;               /* of GString, each with its LF */
    uint64_t lost;
    uint64_t watched;           /* pads, a bit each */
};

typedef struct K210JigRequest K210JigRequest;

/* What `at` put off. */
typedef struct K210JigEvent {
    int64_t ns;
    uint64_t order;             /* equal times run in order of entry */
    K210JigRequest *request;
    K210JigClient *client;      /* null once it has gone */
} K210JigEvent;

struct K210Jig {
    DeviceState parent_obj;

    K210Pads *pads;
    K210Fpioa *fpioa;
    K210Window *windows[8];
    unsigned nwindows;
    Notifier pad_changed;
    GList *clients;
    GSequence *schedule;        /* of K210JigEvent, soonest first */
    uint64_t next_order;
    QEMUTimer *timer;
    char *socket;
    char *script;
    char *script_log;
    FILE *log;
    bool logs;                  /* in a saved state: script_log was given */
    int64_t script_start;       /* while the script is taken, else 0 */
    GList *connections;         /* of the socket */
    K210JigClient *script_client;
};

/*
 * Understands a request, without doing anything. Null when it can't be done
 * at any time; then ANSWER says why.
 */
K210JigRequest *k210_jig_request_parse(const char *text, GString *answer);

/* Does it, for client C (null: it has gone), and appends the answer. */
void k210_jig_request_run(K210JigRequest *request, K210Jig *s,
                          K210JigClient *c, GString *answer);
void k210_jig_request_free(K210JigRequest *request);
const char *k210_jig_request_text(K210JigRequest *request);

void k210_jig_watch(K210JigClient *c, unsigned pad, bool on);

/* Takes REQUEST and runs it after DELAY ns; false when there is no room. */
bool k210_jig_schedule(K210Jig *s, K210JigClient *c, int64_t delay,
                       K210JigRequest *request);

/* Takes EVENT into the schedule. */
void k210_jig_add_event(K210Jig *s, K210JigEvent *event);

/* From now on the script's client writes the log; what waits, at once. */
void k210_jig_log_script(K210Jig *s);

extern const VMStateDescription vmstate_k210_jig;

char k210_jig_level_char(int level);

#endif
