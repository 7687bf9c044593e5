/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Behaviour from the DW_apb_gpio register descriptions that integrators
 * publish.
 */
#include "qemu/osdep.h"
#include "qemu/bitops.h"
#include "qemu/module.h"
#include "qemu/timer.h"
#include "hw/irq.h"
#include "hw/qdev-properties.h"
#include "k210_gpio.h"

enum {
    DR              = 0x00 / 4,
    DDR             = 0x04 / 4,     /* 1: output */
    CTL             = 0x08 / 4,     /* 1: hardware control; nothing there */
    INTEN           = 0x30 / 4,
    INTMASK         = 0x34 / 4,
    INTTYPE         = 0x38 / 4,     /* 1: edge */
    INT_POLARITY    = 0x3c / 4,     /* 1: high, rising */
    INTSTATUS       = 0x40 / 4,
    RAW_INTSTATUS   = 0x44 / 4,
    DEBOUNCE        = 0x48 / 4,
    EOI             = 0x4c / 4,
    EXT_PORT        = 0x50 / 4,
    LS_SYNC         = 0x60 / 4,     /* level interrupts to the bus clock */
    ID_CODE         = 0x64 / 4,
    INT_BOTHEDGE    = 0x68 / 4,
    VER_ID_CODE     = 0x6c / 4,
    CONFIG_REG2     = 0x70 / 4,
    CONFIG_REG1     = 0x74 / 4,
    NREGS
};

#define WINDOW 0x80
#define LINES_MASK 0xff

/* What the chip's id and version registers hold is unknown. */
#define VERSION 0x3231302a

struct K210Gpio {
    SysBusDevice parent_obj;

    K210Window window;
    qemu_irq irq;
    qemu_irq do_line[K210_GPIO_LINES];
    qemu_irq oe_line[K210_GPIO_LINES];
    qemu_irq ie_line[K210_GPIO_LINES];
    QEMUTimer *settle[K210_GPIO_LINES];
    bool has_bothedge;
    bool output_reads_pad;
    bool polarity_latches;
    bool ie_follows_direction;
    uint64_t debounce_ns;

    uint32_t regs[NREGS];
    uint32_t pins;              /* the inputs as they come in */
    uint32_t settled;           /* the inputs behind the debouncer */
    uint32_t active;            /* settled, by polarity, as last seen */
    uint32_t latched;           /* edges that wait for EOI */
};

/* Only a software-controlled input with inten set is an interrupt source. */
static uint32_t sources(K210Gpio *s)
{
    return s->regs[INTEN] & ~s->regs[DDR] & ~s->regs[CTL];
}

static uint32_t raw_status(K210Gpio *s)
{
    uint32_t edge = s->regs[INTTYPE] | s->regs[INT_BOTHEDGE];

    return ((s->latched & edge) | (s->active & ~edge)) & sources(s);
}

/*
 * INPUT_CHANGED: the lines whose settled level is new. The others can become
 * active only because software turned their polarity round.
 */
static void update_irq(K210Gpio *s, uint32_t input_changed)
{
    uint32_t active = ~(s->settled ^ s->regs[INT_POLARITY]) & LINES_MASK;
    uint32_t risen = active & ~s->active;

    if (!s->polarity_latches) {
        risen &= input_changed;
    }
    s->active = active;
    s->latched |= risen & s->regs[INTTYPE] & ~s->regs[INT_BOTHEDGE];
    s->latched |= input_changed & s->regs[INT_BOTHEDGE];
    s->latched &= sources(s);
    qemu_set_irq(s->irq, (raw_status(s) & ~s->regs[INTMASK]) != 0);
}

static void settle(K210Gpio *s, unsigned line)
{
    uint32_t changed = (s->settled ^ s->pins) & BIT(line);

    s->settled ^= changed;
    update_irq(s, changed);
}

typedef struct Settle {
    K210Gpio *gpio;
    unsigned line;
} Settle;

static void settle_timer(void *opaque)
{
    Settle *which = opaque;

    settle(which->gpio, which->line);
}

static void set_di(void *opaque, int line, int level)
{
    K210Gpio *s = opaque;

    s->pins = deposit32(s->pins, line, 1, level);
    if (!(s->regs[DEBOUNCE] & BIT(line))) {
        settle(s, line);
    } else if ((s->pins ^ s->settled) & BIT(line)) {
        timer_mod(s->settle[line], qemu_clock_get_ns(QEMU_CLOCK_VIRTUAL) +
                                   s->debounce_ns);
    } else {
        timer_del(s->settle[line]);
    }
}

static void put_lines(qemu_irq *lines, uint32_t value, uint32_t changed)
{
    for (changed &= LINES_MASK; changed; changed &= changed - 1) {
        qemu_set_irq(lines[ctz32(changed)], value >> ctz32(changed) & 1);
    }
}

/* Ports B to D are not built in: 0x0c to 0x2c are holes. */
static K210Access gpio_decode(void *opaque, hwaddr offset, unsigned *index)
{
    *index = offset / 4;
    switch (*index) {
    case DR ... CTL:
    case INTEN ... INT_POLARITY:
    case DEBOUNCE:
    case EOI:               /* reads 0 */
    case LS_SYNC:
    case INT_BOTHEDGE:
        return K210_RW;
    case INTSTATUS:
    case RAW_INTSTATUS:
    case EXT_PORT:
    case ID_CODE:
    case VER_ID_CODE ... CONFIG_REG1:
        return K210_RO;
    default:
        return K210_HOLE;
    }
}

static uint32_t gpio_read(void *opaque, hwaddr offset)
{
    K210Gpio *s = opaque;
    uint32_t outputs = s->output_reads_pad ? 0 : s->regs[DDR];

    switch (offset / 4) {
    case EXT_PORT:
        return (s->pins & ~outputs) | (s->regs[DR] & outputs);
    case RAW_INTSTATUS:
        return raw_status(s);
    case INTSTATUS:
        return raw_status(s) & ~s->regs[INTMASK];
    case VER_ID_CODE:
        return VERSION;
    default:
        return s->regs[offset / 4];
    }
}

static void write_debounce(K210Gpio *s, uint32_t value)
{
    uint32_t off = s->regs[DEBOUNCE] & ~value;

    s->regs[DEBOUNCE] = value;
    for (; off; off &= off - 1) {
        timer_del(s->settle[ctz32(off)]);
        settle(s, ctz32(off));
    }
}

static void gpio_write(void *opaque, hwaddr offset, uint32_t value)
{
    K210Gpio *s = opaque;
    uint32_t *reg = &s->regs[offset / 4], changed;

    value &= offset / 4 == LS_SYNC ? 1 : LINES_MASK;
    changed = *reg ^ value;
    switch (offset / 4) {
    case DR:
        *reg = value;
        put_lines(s->do_line, value, changed);
        return;
    case DDR:
        *reg = value;
        put_lines(s->oe_line, value, changed);
        if (s->ie_follows_direction) {
            put_lines(s->ie_line, ~value, changed);
        }
        break;
    case EOI:
        s->latched &= ~value;
        break;
    case DEBOUNCE:
        write_debounce(s, value);
        break;
    case INT_BOTHEDGE:
        *reg = s->has_bothedge ? value : 0;
        break;
    default:
        *reg = value;
        break;
    }
    update_irq(s, 0);
}

static const K210WindowOps gpio_ops = {
    .decode = gpio_decode,
    .read = gpio_read,
    .write = gpio_write,
};

K210Window *k210_gpio_window(K210Gpio *s)
{
    return &s->window;
}

static void set_gate(void *opaque, int n, int level)
{
    K210_GPIO(opaque)->window.gated = level;
}

static void set_held(void *opaque, int n, int level)
{
    K210_GPIO(opaque)->window.held = level;
    if (level) {
        device_cold_reset(opaque);
    }
}

static void k210_gpio_reset_enter(Object *obj, ResetType type)
{
    memset(K210_GPIO(obj)->regs, 0, sizeof(K210_GPIO(obj)->regs));
}

/* All lines are inputs, so ie is up whether or not it follows direction. */
static void k210_gpio_reset_hold(Object *obj, ResetType type)
{
    K210Gpio *s = K210_GPIO(obj);

    put_lines(s->do_line, 0, LINES_MASK);
    put_lines(s->oe_line, 0, LINES_MASK);
    put_lines(s->ie_line, LINES_MASK, LINES_MASK);
}

static void k210_gpio_reset_exit(Object *obj, ResetType type)
{
    K210Gpio *s = K210_GPIO(obj);

    for (unsigned i = 0; i < K210_GPIO_LINES; i++) {
        timer_del(s->settle[i]);
    }
    s->settled = s->pins;
    s->active = ~s->settled & LINES_MASK;
    s->latched = 0;
    update_irq(s, 0);
}

static void k210_gpio_init(Object *obj)
{
    K210Gpio *s = K210_GPIO(obj);
    DeviceState *dev = DEVICE(obj);

    k210_window_init(&s->window, obj, "gpio", &gpio_ops, s, WINDOW);
    sysbus_init_mmio(SYS_BUS_DEVICE(obj), &s->window.mmio);
    sysbus_init_irq(SYS_BUS_DEVICE(obj), &s->irq);
    qdev_init_gpio_out_named(dev, s->do_line, "do", K210_GPIO_LINES);
    qdev_init_gpio_out_named(dev, s->oe_line, "oe", K210_GPIO_LINES);
    qdev_init_gpio_out_named(dev, s->ie_line, "ie", K210_GPIO_LINES);
    qdev_init_gpio_in_named(dev, set_di, "di", K210_GPIO_LINES);
    qdev_init_gpio_in_named(dev, set_gate, "gate", 1);
    qdev_init_gpio_in_named(dev, set_held, "reset", 1);
    for (unsigned i = 0; i < K210_GPIO_LINES; i++) {
        Settle *which = g_new(Settle, 1);

        *which = (Settle) { .gpio = s, .line = i };
        s->settle[i] = timer_new_ns(QEMU_CLOCK_VIRTUAL, settle_timer, which);
    }
}

static const VMStateDescription vmstate_k210_gpio = {
    .name = TYPE_K210_GPIO,
    .version_id = 1,
    .minimum_version_id = 1,
    .fields = (const VMStateField[]) {
        VMSTATE_K210_WINDOW(window, K210Gpio),
        VMSTATE_K210_SETTING(has_bothedge, K210Gpio),
        VMSTATE_K210_SETTING(output_reads_pad, K210Gpio),
        VMSTATE_K210_SETTING(polarity_latches, K210Gpio),
        VMSTATE_K210_SETTING(ie_follows_direction, K210Gpio),
        VMSTATE_UINT64_EQUAL(debounce_ns, K210Gpio,
                             "the machine was saved with another setting"),
        VMSTATE_UINT32_ARRAY(regs, K210Gpio, NREGS),
        VMSTATE_UINT32(pins, K210Gpio),
        VMSTATE_UINT32(settled, K210Gpio),
        VMSTATE_UINT32(active, K210Gpio),
        VMSTATE_UINT32(latched, K210Gpio),
        VMSTATE_TIMER_PTR_ARRAY(settle, K210Gpio, K210_GPIO_LINES),
        VMSTATE_END_OF_LIST()
    },
};

static const Property k210_gpio_properties[] = {
    DEFINE_PROP_BOOL("bothedge", K210Gpio, has_bothedge, true),
    DEFINE_PROP_BOOL("output-reads-pad", K210Gpio, output_reads_pad, false),
    DEFINE_PROP_BOOL("polarity-latches", K210Gpio, polarity_latches, true),
    DEFINE_PROP_BOOL("ie-follows-direction", K210Gpio, ie_follows_direction,
                     false),
    /* two periods of the 26 MHz that the APB runs at after reset */
    DEFINE_PROP_UINT64("debounce-ns", K210Gpio, debounce_ns, 77),
};

static void k210_gpio_class_init(ObjectClass *oc, void *data)
{
    DeviceClass *dc = DEVICE_CLASS(oc);
    ResettableClass *rc = RESETTABLE_CLASS(oc);

    dc->vmsd = &vmstate_k210_gpio;
    device_class_set_props(dc, k210_gpio_properties);
    rc->phases.enter = k210_gpio_reset_enter;
    rc->phases.hold = k210_gpio_reset_hold;
    rc->phases.exit = k210_gpio_reset_exit;
}

static const TypeInfo k210_gpio_types[] = { {
    .name = TYPE_K210_GPIO,
    .parent = TYPE_SYS_BUS_DEVICE,
    .instance_size = sizeof(K210Gpio),
    .instance_init = k210_gpio_init,
    .class_init = k210_gpio_class_init,
} };
DEFINE_TYPES(k210_gpio_types)
