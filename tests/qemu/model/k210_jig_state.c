/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The jig in a saved machine: the script's client, the guest's, and what all
 * clients put off. A client on the socket ends with its connection; while it
 * waits for something there is no saving, so that nothing is lost silently.
 */
#include "qemu/osdep.h"
#include "qemu/error-report.h"
#include "migration/qemu-file-types.h"
#include "../bench-regs.h"
#include "k210_jig_private.h"

/* More than the longest line that the jig says or is told. */
#define MAX_TEXT 1024

static void put_text(QEMUFile *f, const char *text, size_t len)
{
    qemu_put_be32(f, len);
    qemu_put_buffer(f, (const uint8_t *)text, len);
}

/* Null when the state is damaged. */
static GString *get_text(QEMUFile *f)
{
    uint32_t len = qemu_get_be32(f);
    GString *text;

    if (len > MAX_TEXT) {
        return NULL;
    }
    text = g_string_sized_new(len);
    g_string_set_size(text, len);
    qemu_get_buffer(f, (uint8_t *)text->str, len);
    return text;
}

static int put_clients(QEMUFile *f, void *pv, size_t size,
                       const VMStateField *field, JSONWriter *vmdesc)
{
    K210Jig *s = pv;

    for (GList *l = s->clients; l; l = l->next) {
        K210JigClient *c = l->data;

        if (c->name == K210_JIG_UNSAVED) {
            continue;
        }
        qemu_put_be32(f, c->name);
        qemu_put_be64(f, c->watched);
        qemu_put_be64(f, c->lost);
        qemu_put_byte(f, c->overlong);
        put_text(f, c->request->str, c->request->len);
        qemu_put_be32(f, g_queue_get_length(&c->lines));
        for (GList *line = c->lines.head; line; line = line->next) {
            GString *text = line->data;

            put_text(f, text->str, text->len);
        }
    }
    qemu_put_be32(f, K210_JIG_UNSAVED);
    return 0;
}

/* Another one's would wait for ever for somebody to resume it. */
static bool is_name(uint32_t name)
{
    return name == K210_JIG_SCRIPT ||
           (name >= BENCH_FIRST_CLIENT &&
            name - BENCH_FIRST_CLIENT < BENCH_CLIENTS);
}

static bool get_client(QEMUFile *f, K210JigClient *c)
{
    uint32_t lines;

    c->watched = qemu_get_be64(f);
    c->lost = qemu_get_be64(f);
    c->overlong = qemu_get_byte(f);
    g_string_free(c->request, true);
    c->request = get_text(f);
    if (!c->request) {
        c->request = g_string_new(NULL);
        return false;
    }
    for (lines = qemu_get_be32(f); lines; lines--) {
        GString *text = get_text(f);

        if (!text) {
            return false;
        }
        g_queue_push_tail(&c->lines, text);
        if (!text->len) {
            return false;
        }
    }
    return true;
}

static int get_clients(QEMUFile *f, void *pv, size_t size,
                       const VMStateField *field)
{
    K210Jig *s = pv;
    uint32_t name;

    while ((name = qemu_get_be32(f)) != K210_JIG_UNSAVED) {
        if (!is_name(name) || k210_jig_resume(s, name, NULL, NULL) ||
            !get_client(f, k210_jig_attach(s, name, NULL, NULL))) {
            return -EINVAL;
        }
    }
    return 0;
}

static const VMStateInfo vmstate_info_clients = {
    .name = "k210-jig-clients",
    .get = get_clients,
    .put = put_clients,
};

static int put_schedule(QEMUFile *f, void *pv, size_t size,
                        const VMStateField *field, JSONWriter *vmdesc)
{
    K210Jig *s = pv;
    GSequenceIter *iter = g_sequence_get_begin_iter(s->schedule);

    qemu_put_be32(f, g_sequence_get_length(s->schedule));
    for (; !g_sequence_iter_is_end(iter); iter = g_sequence_iter_next(iter)) {
        K210JigEvent *event = g_sequence_get(iter);
        const char *text = k210_jig_request_text(event->request);

        qemu_put_be64(f, event->ns);
        qemu_put_be32(f, event->client ? event->client->name :
                                         K210_JIG_UNSAVED);
        put_text(f, text, strlen(text));
    }
    return 0;
}

static K210JigRequest *get_request(QEMUFile *f)
{
    GString *text = get_text(f), *answer = g_string_new(NULL);
    K210JigRequest *request = NULL;

    if (text) {
        request = k210_jig_request_parse(text->str, answer);
        g_string_free(text, true);
    }
    g_string_free(answer, true);
    return request;
}

static int get_schedule(QEMUFile *f, void *pv, size_t size,
                        const VMStateField *field)
{
    K210Jig *s = pv;

    for (uint32_t n = qemu_get_be32(f); n; n--) {
        int64_t ns = qemu_get_be64(f);
        uint32_t name = qemu_get_be32(f);
        K210JigRequest *request = get_request(f);
        K210JigClient *c = name == K210_JIG_UNSAVED ? NULL :
                           k210_jig_resume(s, name, NULL, NULL);
        K210JigEvent *event;

        if (!request || (!c && name != K210_JIG_UNSAVED)) {
            k210_jig_request_free(request);
            return -EINVAL;
        }
        event = g_new(K210JigEvent, 1);
        *event = (K210JigEvent) {
            .ns = ns,
            .order = s->next_order++,   /* they come in their order */
            .request = request,
            .client = c,
        };
        k210_jig_add_event(s, event);
    }
    return 0;
}

static const VMStateInfo vmstate_info_schedule = {
    .name = "k210-jig-schedule",
    .get = get_schedule,
    .put = put_schedule,
};

static bool waits(K210Jig *s, K210JigClient *c)
{
    GSequenceIter *iter = g_sequence_get_begin_iter(s->schedule);

    for (; !g_sequence_iter_is_end(iter); iter = g_sequence_iter_next(iter)) {
        K210JigEvent *event = g_sequence_get(iter);

        if (event->client == c) {
            return true;
        }
    }
    return c->watched;
}

static int jig_pre_save(void *opaque)
{
    K210Jig *s = opaque;

    s->logs = s->script_log;
    for (GList *l = s->clients; l; l = l->next) {
        K210JigClient *c = l->data;

        if (c->name == K210_JIG_UNSAVED && waits(s, c)) {
            error_report("a client on the jig's socket watches a pad or waits "
                         "for an `at`: that can't be saved");
            return -EBUSY;
        }
    }
    return 0;
}

static int jig_post_load(void *opaque, int version)
{
    K210Jig *s = opaque;

    s->script_client = k210_jig_resume(s, K210_JIG_SCRIPT, NULL, NULL);
    if (!s->script_client) {
        return 0;
    }
    if (!s->log || (s->logs && !s->script_log)) {
        error_report("the saved machine runs a jig script: k210-jig.script "
                     "and script-log must be given as before");
        return -EINVAL;
    }
    k210_jig_log_script(s);
    return 0;
}

/* The schedule refers to clients: they come first. */
const VMStateDescription vmstate_k210_jig = {
    .name = TYPE_K210_JIG,
    .version_id = 1,
    .minimum_version_id = 1,
    .pre_save = jig_pre_save,
    .post_load = jig_post_load,
    .fields = (const VMStateField[]) {
        VMSTATE_BOOL(logs, K210Jig),
        { .name = "clients", .info = &vmstate_info_clients,
          .flags = VMS_SINGLE },
        { .name = "schedule", .info = &vmstate_info_schedule,
          .flags = VMS_SINGLE },
        VMSTATE_END_OF_LIST()
    },
};
