/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The jig's clients, their queues, the schedule and the script. */
#include "qemu/osdep.h"
#include "qemu/bitops.h"
#include "qemu/error-report.h"
#include "qemu/module.h"
#include "qemu/timer.h"
#include "qapi/error.h"
#include "hw/qdev-properties.h"
#include "k210_fpioa.h"
#include "k210_jig_private.h"
#include "k210_pads.h"
#include "system/runstate.h"

#define LINE_SIZE 256           /* of a request, with its LF */
#define QUEUE_LINES 65536       /* beyond it, lines nobody asked for get lost */
#define MAX_SCHEDULED 65536

static void queue_line(K210JigClient *c, GString *line)
{
    bool was_empty = g_queue_is_empty(&c->lines);

    g_string_append_c(line, '\n');
    g_queue_push_tail(&c->lines, line);
    if (was_empty && c->readable) {
        c->readable(c->opaque);
    }
}

static bool has_room(K210JigClient *c)
{
    return g_queue_get_length(&c->lines) < QUEUE_LINES;
}

static void queue_lost(K210JigClient *c)
{
    if (c->lost) {
        GString *line = g_string_new(NULL);

        g_string_printf(line, "lost %" PRIu64, c->lost);
        c->lost = 0;
        queue_line(c, line);
    }
}

/* Takes LINE, and drops it when the client does not read. */
static void queue_unasked(K210JigClient *c, GString *line)
{
    if (has_room(c)) {
        queue_lost(c);
        queue_line(c, line);
    } else {
        c->lost++;
        g_string_free(line, true);
    }
}

/* Takes LINE. There is always room: a client asks before it is answered. */
static void queue_answer(K210JigClient *c, GString *line)
{
    queue_lost(c);
    queue_line(c, line);
}

static void pad_changed(Notifier *notifier, void *data)
{
    K210Jig *s = container_of(notifier, K210Jig, pad_changed);
    K210PadChange *change = data;

    for (GList *l = change ? s->clients : NULL; l; l = l->next) {
        K210JigClient *c = l->data;

        if (c->watched & BIT_ULL(change->pad)) {
            GString *line = g_string_new(NULL);

            g_string_printf(line, "edge %u %c %" PRId64, change->pad,
                            k210_jig_level_char(change->level),
                            qemu_clock_get_ns(QEMU_CLOCK_VIRTUAL));
            queue_unasked(c, line);
        }
    }
}

void k210_jig_watch(K210JigClient *c, unsigned pad, bool on)
{
    c->watched = deposit64(c->watched, pad, 1, on);
}

static void event_free(K210JigEvent *event)
{
    k210_jig_request_free(event->request);
    g_free(event);
}

static int by_time(gconstpointer a, gconstpointer b, gpointer unused)
{
    const K210JigEvent *x = a, *y = b;

    if (x->ns != y->ns) {
        return x->ns < y->ns ? -1 : 1;
    }
    return x->order < y->order ? -1 : x->order > y->order;
}

static K210JigEvent *first_scheduled(K210Jig *s)
{
    GSequenceIter *iter = g_sequence_get_begin_iter(s->schedule);

    return g_sequence_iter_is_end(iter) ? NULL : g_sequence_get(iter);
}

static void arm(K210Jig *s)
{
    K210JigEvent *event = first_scheduled(s);

    if (event) {
        timer_mod(s->timer, event->ns);
    }
}

void k210_jig_add_event(K210Jig *s, K210JigEvent *event)
{
    g_sequence_insert_sorted(s->schedule, event, by_time, NULL);
    arm(s);
}

/* Takes REQUEST, unless the schedule is full. */
bool k210_jig_schedule(K210Jig *s, K210JigClient *c, int64_t delay,
                       K210JigRequest *request)
{
    K210JigEvent *event;

    if (g_sequence_get_length(s->schedule) >= MAX_SCHEDULED) {
        return false;
    }
    event = g_new(K210JigEvent, 1);
    *event = (K210JigEvent) {
        .ns = (s->script_start ?: qemu_clock_get_ns(QEMU_CLOCK_VIRTUAL)) +
              delay,
        .order = s->next_order++,
        .request = request,
        .client = c,
    };
    k210_jig_add_event(s, event);
    return true;
}

static void run_scheduled(void *opaque)
{
    K210Jig *s = opaque;
    K210JigEvent *event;

    while ((event = first_scheduled(s)) &&
           event->ns <= qemu_clock_get_ns(QEMU_CLOCK_VIRTUAL)) {
        GString *line = g_string_new(NULL);
        g_autofree char *when = NULL;

        k210_jig_request_run(event->request, s, event->client, line);
        when = g_strdup_printf("at %" PRId64 " ",
                               qemu_clock_get_ns(QEMU_CLOCK_VIRTUAL));
        g_string_prepend(line, when);
        if (event->client) {
            queue_unasked(event->client, line);
        } else {
            g_string_free(line, true);
        }
        g_sequence_remove(g_sequence_get_begin_iter(s->schedule));
    }
    arm(s);
}

K210JigClient *k210_jig_attach(K210Jig *s, uint32_t name,
                               K210JigReadable *readable, void *opaque)
{
    K210JigClient *c = g_new0(K210JigClient, 1);

    c->jig = s;
    c->name = name;
    c->readable = readable;
    c->opaque = opaque;
    c->request = g_string_new(NULL);
    g_queue_init(&c->lines);
    s->clients = g_list_append(s->clients, c);
    return c;
}

K210JigClient *k210_jig_resume(K210Jig *s, uint32_t name,
                               K210JigReadable *readable, void *opaque)
{
    for (GList *l = s->clients; l; l = l->next) {
        K210JigClient *c = l->data;

        if (c->name == name) {
            c->readable = readable;
            c->opaque = opaque;
            return c;
        }
    }
    return NULL;
}

static void line_free(gpointer line)
{
    g_string_free(line, true);
}

void k210_jig_detach(K210JigClient *c)
{
    K210Jig *s = c->jig;
    GSequenceIter *iter = g_sequence_get_begin_iter(s->schedule);

    for (; !g_sequence_iter_is_end(iter); iter = g_sequence_iter_next(iter)) {
        K210JigEvent *event = g_sequence_get(iter);

        if (event->client == c) {
            event->client = NULL;
        }
    }
    s->clients = g_list_remove(s->clients, c);
    g_queue_clear_full(&c->lines, line_free);
    g_string_free(c->request, true);
    g_free(c);
}

static void serve_line(K210JigClient *c)
{
    GString *answer = g_string_new(NULL);
    K210JigRequest *request = NULL;

    if (c->overlong) {
        g_string_printf(answer, "error the request is longer than %d bytes",
                        LINE_SIZE);
    } else if (strlen(c->request->str) != c->request->len) {
        g_string_printf(answer, "error the request has a NUL byte");
    } else {
        request = k210_jig_request_parse(c->request->str, answer);
    }
    if (request) {
        k210_jig_request_run(request, c->jig, c, answer);
        k210_jig_request_free(request);
    }
    c->overlong = false;
    g_string_truncate(c->request, 0);
    queue_answer(c, answer);
}

void k210_jig_put(K210JigClient *c, const char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if (bytes[i] == '\n') {
            serve_line(c);
        } else if (c->request->len < LINE_SIZE - 1) {
            g_string_append_c(c->request, bytes[i]);
        } else {
            c->overlong = true;
        }
    }
}

bool k210_jig_readable(K210JigClient *c)
{
    return !g_queue_is_empty(&c->lines);
}

size_t k210_jig_take(K210JigClient *c, char *buf, size_t size)
{
    size_t taken = 0;
    GString *line;

    while ((line = g_queue_peek_head(&c->lines)) &&
           line->len <= size - taken) {
        memcpy(buf + taken, line->str, line->len);
        taken += line->len;
        g_string_free(g_queue_pop_head(&c->lines), true);
    }
    if (line && !taken) {
        memcpy(buf, line->str, size);
        g_string_erase(line, 0, size);
        return size;
    }
    if (has_room(c)) {
        queue_lost(c);
    }
    return taken;
}

static void write_log(void *opaque)
{
    K210Jig *s = opaque;
    char buf[4096];
    size_t size;

    while ((size = k210_jig_take(s->script_client, buf, sizeof(buf)))) {
        fwrite(buf, 1, size, s->log);
    }
    fflush(s->log);
}

void k210_jig_log_script(K210Jig *s)
{
    s->script_client->readable = write_log;
    s->script_client->opaque = s;
    write_log(s);
}

/* A script is taken whole; `#` starts a comment, empty lines say nothing. */
void k210_jig_go(K210Jig *s)
{
    g_autofree char *text = NULL;
    g_auto(GStrv) lines = NULL;
    gsize size;

    if (!s->script || s->script_client) {
        return;
    }
    if (!g_file_get_contents(s->script, &text, &size, NULL) ||
        strlen(text) != size) {
        error_report("cannot read the jig script %s", s->script);
        exit(1);
    }
    s->script_client = k210_jig_attach(s, K210_JIG_SCRIPT, NULL, NULL);
    s->script_start = qemu_clock_get_ns(QEMU_CLOCK_VIRTUAL);
    lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line; line++) {
        (*line)[strcspn(*line, "#")] = '\0';
        if (*g_strstrip(*line)) {
            k210_jig_put(s->script_client, *line, strlen(*line));
            k210_jig_put(s->script_client, "\n", 1);
        }
    }
    s->script_start = 0;
    k210_jig_log_script(s);
}

void k210_jig_add_window(K210Jig *s, K210Window *win)
{
    assert(s->nwindows < ARRAY_SIZE(s->windows));
    s->windows[s->nwindows++] = win;
}

static void k210_jig_realize(DeviceState *dev, Error **errp)
{
    K210Jig *s = K210_JIG(dev);

    if (!s->pads || !s->fpioa) {
        error_setg(errp, "links \"pads\" and \"fpioa\" must be set");
        return;
    }
    if (s->script) {
        /* A saved machine's script goes on, and so does its log. */
        s->log = fopen(s->script_log ?: "/dev/null",
                       runstate_check(RUN_STATE_INMIGRATE) ? "a" : "w");
        if (!s->log) {
            error_setg_file_open(errp, errno, s->script_log);
            return;
        }
    }
    s->pad_changed.notify = pad_changed;
    k210_pads_add_listener(s->pads, &s->pad_changed);
    if (s->socket) {
        k210_jig_listen(s, s->socket, errp);
    }
}

static void k210_jig_init(Object *obj)
{
    K210Jig *s = K210_JIG(obj);

    s->schedule = g_sequence_new((GDestroyNotify)event_free);
    s->timer = timer_new_ns(QEMU_CLOCK_VIRTUAL, run_scheduled, s);
}

static const Property k210_jig_properties[] = {
    DEFINE_PROP_LINK("pads", K210Jig, pads, TYPE_K210_PADS, K210Pads *),
    DEFINE_PROP_LINK("fpioa", K210Jig, fpioa, TYPE_K210_FPIOA, K210Fpioa *),
    DEFINE_PROP_STRING("socket", K210Jig, socket),
    DEFINE_PROP_STRING("script", K210Jig, script),
    DEFINE_PROP_STRING("script-log", K210Jig, script_log),
};

static void k210_jig_class_init(ObjectClass *oc, void *data)
{
    DeviceClass *dc = DEVICE_CLASS(oc);

    dc->realize = k210_jig_realize;
    dc->vmsd = &vmstate_k210_jig;
    device_class_set_props(dc, k210_jig_properties);
}

static const TypeInfo k210_jig_types[] = { {
    .name = TYPE_K210_JIG,
    .parent = TYPE_DEVICE,
    .instance_size = sizeof(K210Jig),
    .instance_init = k210_jig_init,
    .class_init = k210_jig_class_init,
} };
DEFINE_TYPES(k210_jig_types)
