/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the jig's own files share. */
#ifndef K210_JIG_PRIVATE_H
#define K210_JIG_PRIVATE_H

#include "qemu/notify.h"
#include "qemu/timer.h"
#include "k210_fpioa.h"
#include "k210_jig.h"
#include "k210_pads.h"

struct K210Jig {
    DeviceState parent_obj;

    K210Pads *pads;
    K210Fpioa *fpioa;
    K210Window *windows[8];
    unsigned nwindows;
    Notifier pad_changed;
    GList *clients;
    GSequence *schedule;        /* of what `at` put off, soonest first */
    uint64_t next_order;
    QEMUTimer *timer;
    char *socket;
    char *script;
    char *script_log;
    FILE *log;
    int64_t script_start;       /* while the script is taken, else 0 */
    GList *connections;         /* of the socket */
    K210JigClient *script_client;
};

typedef struct K210JigRequest K210JigRequest;

/*
 * Understands a request, without doing anything. Null when it can't be done
 * at any time; then ANSWER says why.
 */
K210JigRequest *k210_jig_request_parse(const char *text, GString *answer);

/* Does it, for client C (null: it has gone), and appends the answer. */
void k210_jig_request_run(K210JigRequest *request, K210Jig *s,
                          K210JigClient *c, GString *answer);
void k210_jig_request_free(K210JigRequest *request);

void k210_jig_watch(K210JigClient *c, unsigned pad, bool on);

/* Takes REQUEST and runs it after DELAY ns; false when there is no room. */
bool k210_jig_schedule(K210Jig *s, K210JigClient *c, int64_t delay,
                       K210JigRequest *request);

char k210_jig_level_char(int level);

#endif
