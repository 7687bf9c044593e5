/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Behaviour from SiFive's RTL (sifive-blocks, GPIO.scala). The model answers
 * at once where the silicon's synchroniser takes about four bus clocks.
 */
#include "qemu/osdep.h"
#include "qemu/bitops.h"
#include "qemu/module.h"
#include "hw/irq.h"
#include "k210_gpiohs.h"

enum {
    INPUT_VAL   = 0x00 / 4,
    INPUT_EN    = 0x04 / 4,
    OUTPUT_EN   = 0x08 / 4,
    OUTPUT_VAL  = 0x0c / 4,
    PULLUP_EN   = 0x10 / 4,     /* stored; the FPIOA has the real pulls */
    DRIVE       = 0x14 / 4,     /* stored; the FPIOA has the real strength */
    RISE_IE     = 0x18 / 4,
    RISE_IP     = 0x1c / 4,
    FALL_IE     = 0x20 / 4,
    FALL_IP     = 0x24 / 4,
    HIGH_IE     = 0x28 / 4,
    HIGH_IP     = 0x2c / 4,
    LOW_IE      = 0x30 / 4,
    LOW_IP      = 0x34 / 4,
    IOF_EN      = 0x38 / 4,     /* stored; the chip has no source for it */
    IOF_SEL     = 0x3c / 4,
    OUTPUT_XOR  = 0x40 / 4,
    NREGS
};

#define WINDOW 0x1000

struct K210Gpiohs {
    SysBusDevice parent_obj;

    K210Window window;
    qemu_irq irq[K210_GPIOHS_LINES];
    qemu_irq do_line[K210_GPIOHS_LINES];
    qemu_irq oe_line[K210_GPIOHS_LINES];
    qemu_irq ie_line[K210_GPIOHS_LINES];

    uint32_t regs[NREGS];
    uint32_t raised;            /* the lines whose IRQ is up */
};

/* Level bits are set in every cycle in which the level lasts. */
static void update_irqs(K210Gpiohs *s)
{
    uint32_t *r = s->regs, raised, changed;

    r[HIGH_IP] |= r[INPUT_VAL];
    r[LOW_IP] |= ~r[INPUT_VAL];
    raised = (r[RISE_IP] & r[RISE_IE]) | (r[FALL_IP] & r[FALL_IE]) |
             (r[HIGH_IP] & r[HIGH_IE]) | (r[LOW_IP] & r[LOW_IE]);
    changed = raised ^ s->raised;
    s->raised = raised;
    for (; changed; changed &= changed - 1) {
        qemu_set_irq(s->irq[ctz32(changed)], raised >> ctz32(changed) & 1);
    }
}

/* The edge bits latch whether or not their interrupts are enabled. */
static void set_di(void *opaque, int line, int level)
{
    K210Gpiohs *s = opaque;
    uint32_t old = s->regs[INPUT_VAL];
    uint32_t value = deposit32(old, line, 1, level);

    s->regs[INPUT_VAL] = value;
    s->regs[RISE_IP] |= value & ~old;
    s->regs[FALL_IP] |= ~value & old;
    update_irqs(s);
}

static void put_lines(qemu_irq *lines, uint32_t value, uint32_t changed)
{
    for (; changed; changed &= changed - 1) {
        qemu_set_irq(lines[ctz32(changed)], value >> ctz32(changed) & 1);
    }
}

static void put_data(K210Gpiohs *s, uint32_t changed)
{
    put_lines(s->do_line, s->regs[OUTPUT_VAL] ^ s->regs[OUTPUT_XOR], changed);
}

static K210Access gpiohs_decode(void *opaque, hwaddr offset, unsigned *index)
{
    *index = offset / 4;
    if (*index >= NREGS) {
        return K210_HOLE;
    }
    return *index == INPUT_VAL ? K210_RO : K210_RW;
}

static uint32_t gpiohs_read(void *opaque, hwaddr offset)
{
    return K210_GPIOHS(opaque)->regs[offset / 4];
}

static void gpiohs_write(void *opaque, hwaddr offset, uint32_t value)
{
    K210Gpiohs *s = opaque;
    uint32_t *reg = &s->regs[offset / 4], changed = *reg ^ value;

    switch (offset / 4) {
    case RISE_IP:
    case FALL_IP:
    case HIGH_IP:
    case LOW_IP:
        *reg &= ~value;
        break;
    case INPUT_EN:
        *reg = value;
        put_lines(s->ie_line, value, changed);
        break;
    case OUTPUT_EN:
        *reg = value;
        put_lines(s->oe_line, value, changed);
        break;
    case OUTPUT_VAL:
    case OUTPUT_XOR:
        *reg = value;
        put_data(s, changed);
        break;
    default:
        *reg = value;
        break;
    }
    update_irqs(s);
}

static const K210WindowOps gpiohs_ops = {
    .decode = gpiohs_decode,
    .read = gpiohs_read,
    .write = gpiohs_write,
};

K210Window *k210_gpiohs_window(K210Gpiohs *s)
{
    return &s->window;
}

static void k210_gpiohs_reset_enter(Object *obj, ResetType type)
{
    K210Gpiohs *s = K210_GPIOHS(obj);
    uint32_t pins = s->regs[INPUT_VAL];

    memset(s->regs, 0, sizeof(s->regs));
    s->regs[INPUT_VAL] = pins;
}

static void k210_gpiohs_reset_hold(Object *obj, ResetType type)
{
    K210Gpiohs *s = K210_GPIOHS(obj);

    put_lines(s->ie_line, 0, ~0);
    put_lines(s->oe_line, 0, ~0);
    put_data(s, ~0);
}

/* What the reset itself did to the inputs is no edge; the levels count. */
static void k210_gpiohs_reset_exit(Object *obj, ResetType type)
{
    K210Gpiohs *s = K210_GPIOHS(obj);

    s->regs[RISE_IP] = 0;
    s->regs[FALL_IP] = 0;
    s->regs[HIGH_IP] = 0;
    s->regs[LOW_IP] = 0;
    update_irqs(s);
}

static void k210_gpiohs_init(Object *obj)
{
    K210Gpiohs *s = K210_GPIOHS(obj);
    DeviceState *dev = DEVICE(obj);

    k210_window_init(&s->window, obj, "gpiohs", &gpiohs_ops, s, WINDOW);
    sysbus_init_mmio(SYS_BUS_DEVICE(obj), &s->window.mmio);
    for (unsigned i = 0; i < K210_GPIOHS_LINES; i++) {
        sysbus_init_irq(SYS_BUS_DEVICE(obj), &s->irq[i]);
    }
    qdev_init_gpio_out_named(dev, s->do_line, "do", K210_GPIOHS_LINES);
    qdev_init_gpio_out_named(dev, s->oe_line, "oe", K210_GPIOHS_LINES);
    qdev_init_gpio_out_named(dev, s->ie_line, "ie", K210_GPIOHS_LINES);
    qdev_init_gpio_in_named(dev, set_di, "di", K210_GPIOHS_LINES);
}

static const VMStateDescription vmstate_k210_gpiohs = {
    .name = TYPE_K210_GPIOHS,
    .version_id = 1,
    .minimum_version_id = 1,
    .fields = (const VMStateField[]) {
        VMSTATE_K210_WINDOW(window, K210Gpiohs),
        VMSTATE_UINT32_ARRAY(regs, K210Gpiohs, NREGS),
        VMSTATE_UINT32(raised, K210Gpiohs),
        VMSTATE_END_OF_LIST()
    },
};

static void k210_gpiohs_class_init(ObjectClass *oc, void *data)
{
    ResettableClass *rc = RESETTABLE_CLASS(oc);

    DEVICE_CLASS(oc)->vmsd = &vmstate_k210_gpiohs;
    rc->phases.enter = k210_gpiohs_reset_enter;
    rc->phases.hold = k210_gpiohs_reset_hold;
    rc->phases.exit = k210_gpiohs_reset_exit;
}

static const TypeInfo k210_gpiohs_types[] = { {
    .name = TYPE_K210_GPIOHS,
    .parent = TYPE_SYS_BUS_DEVICE,
    .instance_size = sizeof(K210Gpiohs),
    .instance_init = k210_gpiohs_init,
    .class_init = k210_gpiohs_class_init,
} };
DEFINE_TYPES(k210_gpiohs_types)
