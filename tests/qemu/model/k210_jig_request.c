/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The jig's requests: one row a verb, one function a row. */
#include "qemu/osdep.h"
#include "qemu/bitops.h"
#include "qemu/cutils.h"
#include "hw/registerfields.h"
#include "k210_functions.h"
#include "k210_jig_private.h"
#include "system/cpu-timers.h"

#define MAX_ARGS 2

typedef struct Verb {
    const char *name;
    const char *usage;
    /*
     * What each argument is: 'p' a pad, 'd' what drives it, 'r' a resistor,
     * 'b' a block, 'o' an offset that may be missing, 'f' a function, 't' a
     * time and '*' the rest of the line, a request itself.
     */
    const char *args;
    void (*run)(K210JigRequest *r, K210Jig *s, K210JigClient *c,
                GString *answer);
} Verb;

struct K210JigRequest {
    const Verb *verb;
    int64_t arg[MAX_ARGS];
    char *block;
    char *text;                 /* as it came */
    K210JigRequest *later;
};

char k210_jig_level_char(int level)
{
    return level == K210_FLOAT ? 'z' : '0' + level;
}

static void run_drive(K210JigRequest *r, K210Jig *s, K210JigClient *c,
                      GString *answer)
{
    k210_pads_drive(s->pads, r->arg[0], r->arg[1]);
    g_string_append(answer, "ok");
}

static void run_pull(K210JigRequest *r, K210Jig *s, K210JigClient *c,
                     GString *answer)
{
    k210_pads_pull(s->pads, r->arg[0], r->arg[1]);
    g_string_append(answer, "ok");
}

static void run_wire(K210JigRequest *r, K210Jig *s, K210JigClient *c,
                     GString *answer)
{
    k210_pads_wire(s->pads, r->arg[0], r->arg[1], true);
    g_string_append(answer, "ok");
}

static void run_unwire(K210JigRequest *r, K210Jig *s, K210JigClient *c,
                       GString *answer)
{
    k210_pads_wire(s->pads, r->arg[0], r->arg[1], false);
    g_string_append(answer, "ok");
}

static void run_level(K210JigRequest *r, K210Jig *s, K210JigClient *c,
                      GString *answer)
{
    unsigned pad = r->arg[0];

    g_string_append_printf(answer, "level %u %c", pad,
                           k210_jig_level_char(k210_pads_level(s->pads, pad)));
}

/* The word's bits, by their positions in the vendor SDK's fpioa.h. */
static void run_pad(K210JigRequest *r, K210Jig *s, K210JigClient *c,
                    GString *answer)
{
    K210PadUse use;

    k210_fpioa_pad_use(s->fpioa, r->arg[0], &use);
    g_string_append_printf(answer, "pad %u fn=%s oe=%d out=%d ie=%d "
                           "pu=%u pd=%u ds=%u sl=%u st=%u inv=%u word=0x%08x",
                           (unsigned)r->arg[0], use.function,
                           use.oe, use.out, use.ie,
                           extract32(use.word, 16, 1),
                           extract32(use.word, 17, 1),
                           extract32(use.word, 8, 4),
                           extract32(use.word, 19, 1),
                           extract32(use.word, 23, 1),
                           extract32(use.word, 15, 1) |
                           extract32(use.word, 22, 1) << 1,
                           use.word);
    if (use.other >= 0) {
        g_string_append_printf(answer, " dup=%d", use.other);
    }
}

static void run_input(K210JigRequest *r, K210Jig *s, K210JigClient *c,
                      GString *answer)
{
    g_string_append_printf(answer, "input %s %d",
                           k210_functions[r->arg[0]].name,
                           k210_fpioa_input(s->fpioa, r->arg[0]));
}

static void run_watch(K210JigRequest *r, K210Jig *s, K210JigClient *c,
                      GString *answer)
{
    if (c) {
        k210_jig_watch(c, r->arg[0], true);
    }
    g_string_append(answer, "ok");
}

static void run_unwatch(K210JigRequest *r, K210Jig *s, K210JigClient *c,
                        GString *answer)
{
    if (c) {
        k210_jig_watch(c, r->arg[0], false);
    }
    g_string_append(answer, "ok");
}

static void run_count(K210JigRequest *r, K210Jig *s, K210JigClient *c,
                      GString *answer)
{
    uint64_t reads, writes;

    for (unsigned i = 0; i < s->nwindows; i++) {
        if (strcmp(s->windows[i]->block, r->block)) {
            continue;
        }
        if (!k210_window_count(s->windows[i], r->arg[1], &reads, &writes)) {
            g_string_append_printf(answer, "error %s has no register at 0x%"
                                   PRIx64, r->block, r->arg[1]);
            return;
        }
        g_string_append_printf(answer, "count %s reads=%" PRIu64 " writes=%"
                               PRIu64, r->block, reads, writes);
        return;
    }
    g_string_append_printf(answer, "error no block '%s' is counted", r->block);
}

/* Without --icount nobody counts instructions: 0. */
static void run_mark(K210JigRequest *r, K210Jig *s, K210JigClient *c,
                     GString *answer)
{
    g_string_append_printf(answer, "mark instructions=%" PRId64
                           " ns=%" PRId64,
                           icount_enabled() ? icount_get_raw() : 0,
                           qemu_clock_get_ns(QEMU_CLOCK_VIRTUAL));
}

static void run_at(K210JigRequest *r, K210Jig *s, K210JigClient *c,
                   GString *answer)
{
    if (k210_jig_schedule(s, c, r->arg[0], r->later)) {
        r->later = NULL;
        g_string_append(answer, "ok");
    } else {
        g_string_append(answer, "error too many requests are waiting");
    }
}

static const Verb verbs[] = {
    { "drive",   "PAD 0|1|z",           "pd", run_drive },
    { "pull",    "PAD up|down|none",    "pr", run_pull },
    { "wire",    "PAD PAD",             "pp", run_wire },
    { "unwire",  "PAD PAD",             "pp", run_unwire },
    { "level",   "PAD",                 "p",  run_level },
    { "pad",     "PAD",                 "p",  run_pad },
    { "input",   "FUNCTION",            "f",  run_input },
    { "watch",   "PAD",                 "p",  run_watch },
    { "unwatch", "PAD",                 "p",  run_unwatch },
    { "count",   "BLOCK [OFFSET]",      "bo", run_count },
    { "mark",    "",                    "",   run_mark },
    { "at",      "NS REQUEST",          "t*", run_at },
};

typedef struct Choice {
    const char *word;
    int64_t value;
} Choice;

static const Choice drives[] = {
    { "0", K210_LOW }, { "1", K210_HIGH }, { "z", K210_FLOAT }, { NULL }
};
static const Choice pulls[] = {
    { "up", K210_PULL_UP }, { "down", K210_PULL_DOWN },
    { "none", K210_PULL_NONE }, { NULL }
};

static bool choose(const Choice *choices, const char *word, int64_t *value)
{
    for (; choices->word; choices++) {
        if (!strcmp(word, choices->word)) {
            *value = choices->value;
            return true;
        }
    }
    return false;
}

static bool number(const char *word, int base, int64_t max, int64_t *value)
{
    return g_ascii_isdigit(*word) &&
           qemu_strtoi64(word, NULL, base, value) == 0 && *value <= max;
}

static bool function(const char *word, int64_t *value)
{
    for (*value = 0; *value < K210_NFUNCTIONS; ++*value) {
        if (!strcmp(word, k210_functions[*value].name)) {
            return true;
        }
    }
    return false;
}

static char *next_word(char **text)
{
    char *word = *text + strspn(*text, " \t\r");

    *text = word + strcspn(word, " \t\r");
    if (**text) {
        *(*text)++ = '\0';
    }
    return word;
}

/* False when TEXT does not go on with an argument of KIND. */
static bool parse_argument(K210JigRequest *r, unsigned n, char kind,
                           char **text, GString *answer)
{
    char *word;

    if (kind == '*') {
        r->later = k210_jig_request_parse(*text, answer);
        *text += strlen(*text);
        return r->later;
    }
    word = next_word(text);
    switch (kind) {
    case 'p':
        return number(word, 10, K210_NPADS - 1, &r->arg[n]);
    case 'd':
        return choose(drives, word, &r->arg[n]);
    case 'r':
        return choose(pulls, word, &r->arg[n]);
    case 'f':
        return function(word, &r->arg[n]);
    case 't':
        return number(word, 10, INT64_MAX / 4, &r->arg[n]);
    case 'b':
        r->block = g_strdup(word);
        return *word;
    case 'o':
        r->arg[n] = -1;
        return !*word || number(word, g_str_has_prefix(word, "0x") ? 16 : 10,
                                INT64_MAX, &r->arg[n]);
    }
    g_assert_not_reached();
}

static const Verb *find_verb(const char *name)
{
    for (unsigned i = 0; i < ARRAY_SIZE(verbs); i++) {
        if (!strcmp(verbs[i].name, name)) {
            return &verbs[i];
        }
    }
    return NULL;
}

K210JigRequest *k210_jig_request_parse(const char *text, GString *answer)
{
    g_autofree char *copy = g_strdup(text);
    char *rest = copy, *name = next_word(&rest);
    const Verb *verb = find_verb(name);
    K210JigRequest *r;
    bool good = true;

    if (!verb) {
        g_string_printf(answer, *name ? "error unknown request '%s'" :
                                        "error empty request", name);
        return NULL;
    }
    r = g_new0(K210JigRequest, 1);
    r->verb = verb;
    r->text = g_strdup(text);
    for (unsigned n = 0; verb->args[n] && good; n++) {
        good = parse_argument(r, n, verb->args[n], &rest, answer);
    }
    if (good && !*next_word(&rest)) {
        return r;
    }
    if (!answer->len) {
        g_string_printf(answer, "error usage: %s %s (pads are 0 to %d)",
                        verb->name, verb->usage, K210_NPADS - 1);
    }
    k210_jig_request_free(r);
    return NULL;
}

void k210_jig_request_run(K210JigRequest *request, K210Jig *s,
                          K210JigClient *c, GString *answer)
{
    request->verb->run(request, s, c, answer);
}

void k210_jig_request_free(K210JigRequest *request)
{
    if (request) {
        k210_jig_request_free(request->later);
        g_free(request->block);
        g_free(request->text);
        g_free(request);
    }
}

const char *k210_jig_request_text(K210JigRequest *request)
{
    return request->text;
}
