/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "qemu/osdep.h"
#include "qemu/bitops.h"
#include "qemu/module.h"
#include "qapi/error.h"
#include "hw/core/cpu.h"
#include "hw/irq.h"
#include "hw/qdev-properties.h"
#include "k210_plic.h"
#include "target/riscv/cpu.h"

#define SOURCES K210_PLIC_SOURCES
#define WORDS 3
#define CONTEXTS 4              /* hart 0 M, hart 0 S, hart 1 M, hart 1 S */
#define PRIORITY_MASK 7

#define PENDING 0x1000
#define ENABLE 0x2000
#define ENABLE_STRIDE 0x80
#define CONTEXT 0x200000
#define CONTEXT_STRIDE 0x1000
#define THRESHOLD 0
#define CLAIM 4
#define WINDOW 0x4000000

typedef struct Context {
    uint32_t enable[WORDS];
    uint32_t threshold;
    /* For leaving out what the jig's interrupt costs; see discount_claim(). */
    bool serving_jig;
    bool jig_claimed;
    bool other_claimed;
} Context;

struct K210Plic {
    SysBusDevice parent_obj;

    K210Window window;
    qemu_irq out[CONTEXTS];
    uint32_t num_harts;
    uint32_t jig_source;

    bool level[SOURCES];
    bool in_flight[SOURCES];
    uint32_t priority[SOURCES];
    uint32_t pending[WORDS];
    Context context[CONTEXTS];
};

/* The lowest number among the most urgent sources, 0 for none. */
static unsigned most_urgent(K210Plic *s, unsigned ctx)
{
    unsigned best = 0;

    for (unsigned id = 1; id < SOURCES; id++) {
        if (s->pending[id / 32] & s->context[ctx].enable[id / 32] &
            BIT(id % 32) && s->priority[id] > s->priority[best]) {
            best = id;
        }
    }
    return best;
}

static void update(K210Plic *s)
{
    for (unsigned ctx = 0; ctx < 2 * s->num_harts; ctx++) {
        unsigned id = most_urgent(s, ctx);

        qemu_set_irq(s->out[ctx],
                     id && s->priority[id] > s->context[ctx].threshold);
    }
}

static void sample(K210Plic *s, unsigned id)
{
    if (s->level[id] && !s->in_flight[id]) {
        s->in_flight[id] = true;
        s->pending[id / 32] |= BIT(id % 32);
    }
}

static void set_source(void *opaque, int id, int level)
{
    K210Plic *s = opaque;

    s->level[id] = level;
    sample(s, id);
    update(s);
}

/*
 * The jig's interrupt must not show in the counts that it is there to read.
 * Its own are the claim that returns it, everything until its completion, and
 * the claim of 0 that ends a handler's loop if the loop served nothing else.
 */
static void discount_claim(K210Plic *s, unsigned ctx, unsigned id)
{
    Context *c = &s->context[ctx];
    hwaddr offset = CONTEXT + CONTEXT_STRIDE * ctx + CLAIM;

    if (id && id == s->jig_source) {
        c->jig_claimed = true;
        c->serving_jig = true;
        k210_window_discount_read(&s->window, offset);
    } else if (id) {
        c->other_claimed = true;
    } else {
        if (c->jig_claimed && !c->other_claimed) {
            k210_window_discount_read(&s->window, offset);
        }
        c->jig_claimed = false;
        c->other_claimed = false;
    }
}

/* Reading a claim is not subject to the threshold; raising the line is. */
static unsigned claim(K210Plic *s, unsigned ctx)
{
    unsigned id = most_urgent(s, ctx);

    s->pending[id / 32] &= ~BIT(id % 32);
    discount_claim(s, ctx, id);
    update(s);
    return id;
}

/* The completion of a source that is not enabled in the context is ignored. */
static void complete(K210Plic *s, unsigned ctx, uint32_t id)
{
    Context *c = &s->context[ctx];

    if (id && id == s->jig_source) {
        c->serving_jig = false;
        k210_window_discount_write(&s->window, CONTEXT +
                                   CONTEXT_STRIDE * ctx + CLAIM);
    }
    if (id == 0 || id >= SOURCES) {
        k210_guest_error("plic: completion of source %u, which is not there",
                         id);
    } else if (c->enable[id / 32] & BIT(id % 32)) {
        s->in_flight[id] = false;
        sample(s, id);
    }
}

static K210Access plic_decode(void *opaque, hwaddr offset, unsigned *index)
{
    unsigned ctx, word;

    if (offset >= 4 && offset < 4 * SOURCES) {
        *index = offset / 4;
        return K210_RW;
    }
    if (offset >= PENDING && offset < PENDING + 4 * WORDS) {
        *index = SOURCES + (offset - PENDING) / 4;
        return K210_RO;
    }
    if (offset >= ENABLE && offset < ENABLE + CONTEXTS * ENABLE_STRIDE) {
        ctx = (offset - ENABLE) / ENABLE_STRIDE;
        word = (offset - ENABLE) % ENABLE_STRIDE / 4;
        *index = SOURCES + WORDS * (1 + ctx) + word;
        return word < WORDS ? K210_RW : K210_HOLE;
    }
    if (offset >= CONTEXT && offset < CONTEXT + CONTEXTS * CONTEXT_STRIDE) {
        ctx = (offset - CONTEXT) / CONTEXT_STRIDE;
        word = (offset - CONTEXT) % CONTEXT_STRIDE / 4;
        *index = SOURCES + WORDS * (1 + CONTEXTS) + 2 * ctx + word;
        return word < 2 ? K210_RW : K210_HOLE;
    }
    return K210_HOLE;
}

QEMU_BUILD_BUG_ON(SOURCES + WORDS * (1 + CONTEXTS) + 2 * CONTEXTS >
                  K210_WINDOW_REGS);

static uint32_t plic_read(void *opaque, hwaddr offset)
{
    K210Plic *s = opaque;
    unsigned ctx;

    if (offset >= CONTEXT) {
        ctx = (offset - CONTEXT) / CONTEXT_STRIDE;
        return (offset & CLAIM) ? claim(s, ctx) : s->context[ctx].threshold;
    }
    if (offset >= ENABLE) {
        ctx = (offset - ENABLE) / ENABLE_STRIDE;
        if (s->context[ctx].serving_jig) {
            k210_window_discount_read(&s->window, offset);
        }
        return s->context[ctx].enable[(offset % ENABLE_STRIDE) / 4];
    }
    if (offset >= PENDING) {
        return s->pending[(offset - PENDING) / 4];
    }
    return s->priority[offset / 4];
}

/* There is no source 0, and none behind the last. */
static uint32_t enable_mask(unsigned word)
{
    unsigned sources = SOURCES - MIN(SOURCES, 32 * word);

    return MAKE_64BIT_MASK(0, MIN(sources, 32)) & (word ? ~0u : ~1u);
}

static void plic_write(void *opaque, hwaddr offset, uint32_t value)
{
    K210Plic *s = opaque;
    unsigned ctx, word;

    if (offset >= CONTEXT) {
        ctx = (offset - CONTEXT) / CONTEXT_STRIDE;
        if (offset & CLAIM) {
            complete(s, ctx, value);
        } else {
            s->context[ctx].threshold = value & PRIORITY_MASK;
        }
    } else if (offset >= ENABLE) {
        ctx = (offset - ENABLE) / ENABLE_STRIDE;
        if (s->context[ctx].serving_jig) {
            k210_window_discount_write(&s->window, offset);
        }
        word = (offset % ENABLE_STRIDE) / 4;
        s->context[ctx].enable[word] = value & enable_mask(word);
    } else {
        s->priority[offset / 4] = value & PRIORITY_MASK;
    }
    update(s);
}

static const K210WindowOps plic_ops = {
    .decode = plic_decode,
    .read = plic_read,
    .write = plic_write,
};

K210Window *k210_plic_window(K210Plic *s)
{
    return &s->window;
}

static void k210_plic_realize(DeviceState *dev, Error **errp)
{
    K210Plic *s = K210_PLIC(dev);

    if (s->num_harts == 0 || s->num_harts > CONTEXTS / 2) {
        error_setg(errp, "num-harts must be 1 or 2");
        return;
    }
    for (unsigned hart = 0; hart < s->num_harts; hart++) {
        CPUState *cpu = qemu_get_cpu(hart);

        if (riscv_cpu_claim_interrupts(RISCV_CPU(cpu), MIP_SEIP) < 0) {
            error_setg(errp, "hart %u's SEIP is taken", hart);
            return;
        }
        s->out[2 * hart] = qdev_get_gpio_in(DEVICE(cpu), IRQ_M_EXT);
        s->out[2 * hart + 1] = qdev_get_gpio_in(DEVICE(cpu), IRQ_S_EXT);
    }
}

static void k210_plic_reset_enter(Object *obj, ResetType type)
{
    K210Plic *s = K210_PLIC(obj);

    memset(s->in_flight, 0, sizeof(s->in_flight));
    memset(s->priority, 0, sizeof(s->priority));
    memset(s->pending, 0, sizeof(s->pending));
    memset(s->context, 0, sizeof(s->context));
}

static void k210_plic_reset_exit(Object *obj, ResetType type)
{
    K210Plic *s = K210_PLIC(obj);

    for (unsigned id = 1; id < SOURCES; id++) {
        sample(s, id);
    }
    update(s);
}

static void k210_plic_init(Object *obj)
{
    K210Plic *s = K210_PLIC(obj);

    k210_window_init(&s->window, obj, "plic", &plic_ops, s, WINDOW);
    sysbus_init_mmio(SYS_BUS_DEVICE(obj), &s->window.mmio);
    qdev_init_gpio_in(DEVICE(obj), set_source, SOURCES);
}

static const VMStateDescription vmstate_context = {
    .name = "k210-plic-context",
    .version_id = 1,
    .minimum_version_id = 1,
    .fields = (const VMStateField[]) {
        VMSTATE_UINT32_ARRAY(enable, Context, WORDS),
        VMSTATE_UINT32(threshold, Context),
        VMSTATE_BOOL(serving_jig, Context),
        VMSTATE_BOOL(jig_claimed, Context),
        VMSTATE_BOOL(other_claimed, Context),
        VMSTATE_END_OF_LIST()
    },
};

static const VMStateDescription vmstate_k210_plic = {
    .name = TYPE_K210_PLIC,
    .version_id = 1,
    .minimum_version_id = 1,
    .fields = (const VMStateField[]) {
        VMSTATE_K210_WINDOW(window, K210Plic),
        VMSTATE_UINT32_EQUAL(num_harts, K210Plic,
                             "the machine was saved with other harts"),
        VMSTATE_BOOL_ARRAY(level, K210Plic, SOURCES),
        VMSTATE_BOOL_ARRAY(in_flight, K210Plic, SOURCES),
        VMSTATE_UINT32_ARRAY(priority, K210Plic, SOURCES),
        VMSTATE_UINT32_ARRAY(pending, K210Plic, WORDS),
        VMSTATE_STRUCT_ARRAY(context, K210Plic, CONTEXTS, 1, vmstate_context,
                             Context),
        VMSTATE_END_OF_LIST()
    },
};

static const Property k210_plic_properties[] = {
    DEFINE_PROP_UINT32("num-harts", K210Plic, num_harts, 2),
    DEFINE_PROP_UINT32("jig-source", K210Plic, jig_source, 0),
};

static void k210_plic_class_init(ObjectClass *oc, void *data)
{
    DeviceClass *dc = DEVICE_CLASS(oc);
    ResettableClass *rc = RESETTABLE_CLASS(oc);

    dc->realize = k210_plic_realize;
    dc->vmsd = &vmstate_k210_plic;
    device_class_set_props(dc, k210_plic_properties);
    rc->phases.enter = k210_plic_reset_enter;
    rc->phases.exit = k210_plic_reset_exit;
}

static const TypeInfo k210_plic_types[] = { {
    .name = TYPE_K210_PLIC,
    .parent = TYPE_SYS_BUS_DEVICE,
    .instance_size = sizeof(K210Plic),
    .instance_init = k210_plic_init,
    .class_init = k210_plic_class_init,
} };
DEFINE_TYPES(k210_plic_types)
