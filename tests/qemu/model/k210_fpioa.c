/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "qemu/osdep.h"
#include "qemu/bitmap.h"
#include "qemu/module.h"
#include "qapi/error.h"
#include "hw/irq.h"
#include "hw/qdev-properties.h"
#include "hw/registerfields.h"
#include "k210_fpioa.h"
#include "k210_functions.h"
#include "k210_pads.h"

/* 0x00..0xbc: one word a pad. Bits 30:24 are reserved and read 0. */
FIELD(IO, CH_SEL, 0, 8)         /* the function */
FIELD(IO, DS, 8, 4)             /* drive strength; no effect on levels */
FIELD(IO, OE_EN, 12, 1)
FIELD(IO, OE_INV, 13, 1)
FIELD(IO, DO_SEL, 14, 1)        /* put out the function's OE, not its data */
FIELD(IO, DO_INV, 15, 1)
FIELD(IO, PU, 16, 1)
FIELD(IO, PD, 17, 1)
FIELD(IO, SL, 19, 1)            /* slow edges; no effect on levels */
FIELD(IO, IE_EN, 20, 1)
FIELD(IO, IE_INV, 21, 1)
FIELD(IO, DI_INV, 22, 1)
FIELD(IO, ST, 23, 1)            /* Schmitt trigger; no effect on levels */
FIELD(IO, PAD_DI, 31, 1)        /* read-only: the pad */

#define IO_STORED 0x00ffffff
#define TIE_EN 0xc0             /* a bit a function: force its input ... */
#define TIE_VAL 0xe0            /* ... to this */
#define WINDOW 0x100

struct K210Fpioa {
    SysBusDevice parent_obj;

    K210Window window;
    K210Pads *pads;
    Notifier pad_changed;
    qemu_irq di_line[K210_NFUNCTIONS];
    bool constant_high;
    bool pads_ored;
    bool unmapped_high;
    bool disabled_high;
    bool pad_di_gated;
    bool di_inv_first;
    bool do_sel_after_inv;

    uint32_t io[K210_NPADS];
    uint32_t tie_en[K210_NFUNCTIONS / 32];
    uint32_t tie_val[K210_NFUNCTIONS / 32];
    bool function_do[K210_NFUNCTIONS];
    bool function_oe[K210_NFUNCTIONS];
    bool function_ie[K210_NFUNCTIONS];
    bool function_di[K210_NFUNCTIONS];
    /* Inputs to look at when the pads have their levels; not saved: none. */
    DECLARE_BITMAP(stale, K210_NFUNCTIONS);
};

/*
 * After reset IO0-3 are JTAG, IO4-5 UARTHS, IO6-7 float, IO8-15 are GPIO0-7
 * and IO16-47 GPIOHS0-31 (data sheet, pin list). The words are not published;
 * these are the SDK's defaults for the same functions.
 */
static const uint32_t reset_words[] = {
    0x00900000, 0x00900001, 0x00900002, 0x00001f03,
    0x00900012, 0x00001f13, 0x00000078, 0x00000078,
};
#define RESET_WORD_GPIO 0x00901f00

static uint32_t reset_word(unsigned pad)
{
    if (pad < ARRAY_SIZE(reset_words)) {
        return reset_words[pad];
    }
    return RESET_WORD_GPIO |
           (pad < 16 ? K210_FUNCTION_GPIO0 + pad - 8 :
                       K210_FUNCTION_GPIOHS0 + pad - 16);
}

static unsigned function_of(K210Fpioa *s, unsigned pad)
{
    return FIELD_EX32(s->io[pad], IO, CH_SEL);
}

/* The function's OE behind OE_INV. */
static bool pad_wants_oe(K210Fpioa *s, unsigned pad)
{
    return s->function_oe[function_of(s, pad)] ^
           FIELD_EX32(s->io[pad], IO, OE_INV);
}

static bool pad_oe(K210Fpioa *s, unsigned pad)
{
    return FIELD_EX32(s->io[pad], IO, OE_EN) && pad_wants_oe(s, pad);
}

static bool pad_ie(K210Fpioa *s, unsigned pad)
{
    uint32_t word = s->io[pad];

    return FIELD_EX32(word, IO, IE_EN) &&
           (s->function_ie[function_of(s, pad)] ^
            FIELD_EX32(word, IO, IE_INV));
}

static bool pad_out(K210Fpioa *s, unsigned pad)
{
    uint32_t word = s->io[pad];
    unsigned function = function_of(s, pad);
    bool data = s->function_do[function];

    if (FIELD_EX32(word, IO, DO_SEL)) {
        data = s->do_sel_after_inv ? pad_wants_oe(s, pad) :
                                     s->function_oe[function];
    }
    return data ^ FIELD_EX32(word, IO, DO_INV);
}

/* A floating pad reads 0. GATED: its input must be on. */
static bool pad_in(K210Fpioa *s, unsigned pad, bool gated)
{
    bool inverted = s->di_inv_first && FIELD_EX32(s->io[pad], IO, DI_INV);

    if (gated && !pad_ie(s, pad)) {
        return s->disabled_high;
    }
    return (k210_pads_level(s->pads, pad) == K210_HIGH) ^ inverted;
}

/* What a pad feeds to its function. */
static bool pad_di(K210Fpioa *s, unsigned pad)
{
    bool inverted = !s->di_inv_first && FIELD_EX32(s->io[pad], IO, DI_INV);

    return pad_in(s, pad, true) ^ inverted;
}

static bool function_in(K210Fpioa *s, unsigned function)
{
    uint32_t bit = BIT(function % 32);
    bool mapped = false;

    if (s->tie_en[function / 32] & bit) {
        return s->tie_val[function / 32] & bit;
    }
    for (unsigned pad = 0; pad < K210_NPADS; pad++) {
        if (function_of(s, pad) != function) {
            continue;
        }
        if (pad_di(s, pad)) {
            return true;
        }
        mapped = true;
        if (!s->pads_ored) {
            break;
        }
    }
    return !mapped && s->unmapped_high;
}

static void update_input(K210Fpioa *s, unsigned function)
{
    bool di;

    if (k210_pads_changing(s->pads)) {
        set_bit(function, s->stale);
        return;
    }
    di = function_in(s, function);
    if (s->function_di[function] != di) {
        s->function_di[function] = di;
        qemu_set_irq(s->di_line[function], di);
    }
}

static void update_output(K210Fpioa *s, unsigned pad)
{
    unsigned pull = (FIELD_EX32(s->io[pad], IO, PU) ? K210_PULL_UP : 0) |
                    (FIELD_EX32(s->io[pad], IO, PD) ? K210_PULL_DOWN : 0);

    k210_pads_set_chip(s->pads, pad,
                       pad_oe(s, pad) ? pad_out(s, pad) : K210_FLOAT, pull);
}

static void update_function(K210Fpioa *s, unsigned function)
{
    for (unsigned pad = 0; pad < K210_NPADS; pad++) {
        if (function_of(s, pad) == function) {
            update_output(s, pad);
        }
    }
    update_input(s, function);
}

static void pad_changed(Notifier *notifier, void *data)
{
    K210Fpioa *s = container_of(notifier, K210Fpioa, pad_changed);
    K210PadChange *change = data;
    unsigned function;

    if (change) {
        update_input(s, function_of(s, change->pad));
        return;
    }
    while ((function = find_first_bit(s->stale, K210_NFUNCTIONS)) <
           K210_NFUNCTIONS) {
        clear_bit(function, s->stale);
        update_input(s, function);
    }
}

static void set_do(void *opaque, int function, int level)
{
    K210Fpioa *s = opaque;

    s->function_do[function] = level;
    update_function(s, function);
}

static void set_oe(void *opaque, int function, int level)
{
    K210Fpioa *s = opaque;

    s->function_oe[function] = level;
    update_function(s, function);
}

static void set_ie(void *opaque, int function, int level)
{
    K210Fpioa *s = opaque;

    s->function_ie[function] = level;
    update_input(s, function);
}

static void set_gate(void *opaque, int n, int level)
{
    K210_FPIOA(opaque)->window.gated = level;
}

static void set_held(void *opaque, int n, int level)
{
    K210_FPIOA(opaque)->window.held = level;
    if (level) {
        device_cold_reset(opaque);
    }
}

static K210Access fpioa_decode(void *opaque, hwaddr offset, unsigned *index)
{
    *index = offset / 4;
    return offset < WINDOW ? K210_RW : K210_HOLE;
}

static uint32_t fpioa_read(void *opaque, hwaddr offset)
{
    K210Fpioa *s = opaque;
    unsigned pad = offset / 4;

    if (offset >= TIE_VAL) {
        return s->tie_val[(offset - TIE_VAL) / 4];
    }
    if (offset >= TIE_EN) {
        return s->tie_en[(offset - TIE_EN) / 4];
    }
    return FIELD_DP32(s->io[pad], IO, PAD_DI,
                      pad_in(s, pad, s->pad_di_gated));
}

static bool both_pulls(uint32_t word)
{
    return FIELD_EX32(word, IO, PU) && FIELD_EX32(word, IO, PD);
}

static void fpioa_write(void *opaque, hwaddr offset, uint32_t value)
{
    K210Fpioa *s = opaque;
    unsigned word = (offset & 0x1f) / 4, pad = offset / 4, old;

    if (offset >= TIE_EN) {
        (offset >= TIE_VAL ? s->tie_val : s->tie_en)[word] = value;
        for (unsigned bit = 0; bit < 32; bit++) {
            update_input(s, 32 * word + bit);
        }
        return;
    }
    old = function_of(s, pad);
    /* What the pad does then is not known; it is told once. */
    if (both_pulls(value) && !both_pulls(s->io[pad])) {
        k210_guest_error("fpioa: IO%u is pulled up and down at once", pad);
    }
    s->io[pad] = value & IO_STORED;
    update_output(s, pad);
    update_input(s, old);
    update_input(s, function_of(s, pad));
}

static const K210WindowOps fpioa_ops = {
    .decode = fpioa_decode,
    .read = fpioa_read,
    .write = fpioa_write,
};

void k210_fpioa_pad_use(K210Fpioa *s, unsigned pad, K210PadUse *use)
{
    unsigned function = function_of(s, pad);
    const char *name = k210_functions[function].name;

    *use = (K210PadUse) {
        .function = name,
        .word = fpioa_read(s, 4 * pad),
        .oe = pad_oe(s, pad),
        .ie = pad_ie(s, pad),
        .out = pad_out(s, pad),
        .other = -1,
    };
    if (g_str_has_prefix(name, "RESV") || !strcmp(name, "CONSTANT")) {
        return;                 /* these may sit on many pads */
    }
    for (unsigned i = 0; i < K210_NPADS && use->other < 0; i++) {
        if (i != pad && function_of(s, i) == function) {
            use->other = i;
        }
    }
}

bool k210_fpioa_input(K210Fpioa *s, unsigned function)
{
    return s->function_di[function];
}

K210Window *k210_fpioa_window(K210Fpioa *s)
{
    return &s->window;
}

/* The wires of functions whose blocks have no model never change again. */
static void set_idle(K210Fpioa *s, unsigned function)
{
    bool *oe = &s->function_oe[function], *ie = &s->function_ie[function];
    bool *data = &s->function_do[function];

    switch (k210_functions[function].idle) {
    case K210_IDLE_INPUT:
        *ie = true;
        break;
    case K210_IDLE_HIGH:
        *data = true;
        /* fall through */
    case K210_IDLE_LOW:
        *oe = true;
        *ie = true;
        break;
    case K210_IDLE_RELEASED:    /* active low, so this is "off" */
        *oe = true;
        *ie = true;
        break;
    case K210_IDLE_CONSTANT:
        *data = s->constant_high;
        *oe = s->constant_high;
        *ie = true;
        break;
    case K210_IDLE_OFF:
    case K210_IDLE_BLOCK:
        break;
    }
}

static void k210_fpioa_realize(DeviceState *dev, Error **errp)
{
    K210Fpioa *s = K210_FPIOA(dev);

    if (!s->pads) {
        error_setg(errp, "link \"pads\" is not set");
        return;
    }
    for (unsigned i = 0; i < K210_NFUNCTIONS; i++) {
        set_idle(s, i);
    }
    s->pad_changed.notify = pad_changed;
    k210_pads_add_listener(s->pads, &s->pad_changed);
}

static void k210_fpioa_reset_enter(Object *obj, ResetType type)
{
    K210Fpioa *s = K210_FPIOA(obj);

    for (unsigned pad = 0; pad < K210_NPADS; pad++) {
        s->io[pad] = reset_word(pad);
    }
    memset(s->tie_en, 0, sizeof(s->tie_en));
    memset(s->tie_val, 0, sizeof(s->tie_val));
}

static void k210_fpioa_reset_hold(Object *obj, ResetType type)
{
    K210Fpioa *s = K210_FPIOA(obj);

    for (unsigned pad = 0; pad < K210_NPADS; pad++) {
        update_output(s, pad);
    }
    for (unsigned function = 0; function < K210_NFUNCTIONS; function++) {
        update_input(s, function);
    }
}

static void k210_fpioa_init(Object *obj)
{
    K210Fpioa *s = K210_FPIOA(obj);
    DeviceState *dev = DEVICE(obj);

    k210_window_init(&s->window, obj, "fpioa", &fpioa_ops, s, WINDOW);
    sysbus_init_mmio(SYS_BUS_DEVICE(obj), &s->window.mmio);
    qdev_init_gpio_in_named(dev, set_do, "do", K210_NFUNCTIONS);
    qdev_init_gpio_in_named(dev, set_oe, "oe", K210_NFUNCTIONS);
    qdev_init_gpio_in_named(dev, set_ie, "ie", K210_NFUNCTIONS);
    qdev_init_gpio_out_named(dev, s->di_line, "di", K210_NFUNCTIONS);
    qdev_init_gpio_in_named(dev, set_gate, "gate", 1);
    qdev_init_gpio_in_named(dev, set_held, "reset", 1);
}

static const VMStateDescription vmstate_k210_fpioa = {
    .name = TYPE_K210_FPIOA,
    .version_id = 1,
    .minimum_version_id = 1,
    .fields = (const VMStateField[]) {
        VMSTATE_K210_WINDOW(window, K210Fpioa),
        VMSTATE_K210_SETTING(constant_high, K210Fpioa),
        VMSTATE_K210_SETTING(pads_ored, K210Fpioa),
        VMSTATE_K210_SETTING(unmapped_high, K210Fpioa),
        VMSTATE_K210_SETTING(disabled_high, K210Fpioa),
        VMSTATE_K210_SETTING(pad_di_gated, K210Fpioa),
        VMSTATE_K210_SETTING(di_inv_first, K210Fpioa),
        VMSTATE_K210_SETTING(do_sel_after_inv, K210Fpioa),
        VMSTATE_UINT32_ARRAY(io, K210Fpioa, K210_NPADS),
        VMSTATE_UINT32_ARRAY(tie_en, K210Fpioa, K210_NFUNCTIONS / 32),
        VMSTATE_UINT32_ARRAY(tie_val, K210Fpioa, K210_NFUNCTIONS / 32),
        VMSTATE_BOOL_ARRAY(function_do, K210Fpioa, K210_NFUNCTIONS),
        VMSTATE_BOOL_ARRAY(function_oe, K210Fpioa, K210_NFUNCTIONS),
        VMSTATE_BOOL_ARRAY(function_ie, K210Fpioa, K210_NFUNCTIONS),
        VMSTATE_BOOL_ARRAY(function_di, K210Fpioa, K210_NFUNCTIONS),
        VMSTATE_END_OF_LIST()
    },
};

static const Property k210_fpioa_properties[] = {
    DEFINE_PROP_LINK("pads", K210Fpioa, pads, TYPE_K210_PADS, K210Pads *),
    DEFINE_PROP_BOOL("constant-high", K210Fpioa, constant_high, true),
    DEFINE_PROP_BOOL("pads-ored", K210Fpioa, pads_ored, true),
    DEFINE_PROP_BOOL("unmapped-high", K210Fpioa, unmapped_high, false),
    DEFINE_PROP_BOOL("disabled-high", K210Fpioa, disabled_high, false),
    DEFINE_PROP_BOOL("pad-di-gated", K210Fpioa, pad_di_gated, true),
    DEFINE_PROP_BOOL("di-inv-first", K210Fpioa, di_inv_first, false),
    DEFINE_PROP_BOOL("do-sel-after-inv", K210Fpioa, do_sel_after_inv, false),
};

static void k210_fpioa_class_init(ObjectClass *oc, void *data)
{
    DeviceClass *dc = DEVICE_CLASS(oc);
    ResettableClass *rc = RESETTABLE_CLASS(oc);

    dc->realize = k210_fpioa_realize;
    dc->vmsd = &vmstate_k210_fpioa;
    device_class_set_props(dc, k210_fpioa_properties);
    rc->phases.enter = k210_fpioa_reset_enter;
    rc->phases.hold = k210_fpioa_reset_hold;
}

static const TypeInfo k210_fpioa_types[] = { {
    .name = TYPE_K210_FPIOA,
    .parent = TYPE_SYS_BUS_DEVICE,
    .instance_size = sizeof(K210Fpioa),
    .instance_init = k210_fpioa_init,
    .class_init = k210_fpioa_class_init,
} };
DEFINE_TYPES(k210_fpioa_types)
