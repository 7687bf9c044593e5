/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "qemu/osdep.h"
#include "qemu/bitops.h"
#include "qemu/module.h"
#include "hw/irq.h"
#include "hw/qdev-properties.h"
#include "hw/registerfields.h"
#include "k210_sysctl.h"
#include "system/runstate.h"

enum {
    GIT_ID      = 0x00 / 4,
    CLK_FREQ    = 0x04 / 4,
    PLL0        = 0x08 / 4,
    PLL1        = 0x0c / 4,
    PLL2        = 0x10 / 4,
    PLL_LOCK    = 0x18 / 4,
    CLK_EN_CENT = 0x28 / 4,
    CLK_EN_PERI = 0x2c / 4,
    SOFT_RESET  = 0x30 / 4,
    PERI_RESET  = 0x34 / 4,
    RESET_STAT  = 0x60 / 4,
    POWER_SEL   = 0x6c / 4,     /* a bit an IO bank: 0 is 3.3 V, 1 is 1.8 V */
    NREGS
};

#define WINDOW 0x100

FIELD(PLL, PWRD, 21, 1)
/* 26 MHz / 1 * 60 / 2: Linux counts on the boot ROM having set this up. */
#define PLL0_780_MHZ 0x022ec7b0
FIELD(CLK_EN_CENT, APB0, 3, 1)
FIELD(SOFT_RESET, SOFT_RESET, 0, 1)

/* PLL0's lock has two bits, the others' one. */
#define PLL_LOCK_PLL0 0x000003
#define PLL_LOCK_PLL1 0x000100
#define PLL_LOCK_PLL2 0x010000

struct K210Sysctl {
    SysBusDevice parent_obj;

    K210Window window;
    qemu_irq gate[32];
    qemu_irq reset[32];
    bool gates_open;

    uint32_t regs[NREGS];
};

/* A PLL locks as soon as it has power. */
static uint32_t pll_lock(K210Sysctl *s)
{
    return (FIELD_EX32(s->regs[PLL0], PLL, PWRD) ? PLL_LOCK_PLL0 : 0) |
           (FIELD_EX32(s->regs[PLL1], PLL, PWRD) ? PLL_LOCK_PLL1 : 0) |
           (FIELD_EX32(s->regs[PLL2], PLL, PWRD) ? PLL_LOCK_PLL2 : 0);
}

/* GPIO and FPIOA hang on APB0, which has a gate of its own. */
static void update_lines(K210Sysctl *s)
{
    uint32_t on = FIELD_EX32(s->regs[CLK_EN_CENT], CLK_EN_CENT, APB0) ?
                  s->regs[CLK_EN_PERI] : 0;

    for (unsigned bit = 0; bit < 32; bit++) {
        qemu_set_irq(s->gate[bit], !(on & BIT(bit)));
        qemu_set_irq(s->reset[bit], !!(s->regs[PERI_RESET] & BIT(bit)));
    }
}

static K210Access sysctl_decode(void *opaque, hwaddr offset, unsigned *index)
{
    *index = offset / 4;
    if (*index >= NREGS) {
        return K210_HOLE;
    }
    return *index == GIT_ID || *index == CLK_FREQ ? K210_RO : K210_RW;
}

static uint32_t sysctl_read(void *opaque, hwaddr offset)
{
    K210Sysctl *s = opaque;

    return offset / 4 == PLL_LOCK ? pll_lock(s) : s->regs[offset / 4];
}

static void sysctl_write(void *opaque, hwaddr offset, uint32_t value)
{
    K210Sysctl *s = opaque;

    s->regs[offset / 4] = value;
    switch (offset / 4) {
    case CLK_EN_CENT:
    case CLK_EN_PERI:
    case PERI_RESET:
        update_lines(s);
        break;
    case SOFT_RESET:
        if (FIELD_EX32(value, SOFT_RESET, SOFT_RESET)) {
            qemu_system_reset_request(SHUTDOWN_CAUSE_GUEST_RESET);
        }
        break;
    }
}

static const K210WindowOps sysctl_ops = {
    .decode = sysctl_decode,
    .read = sysctl_read,
    .write = sysctl_write,
};

K210Window *k210_sysctl_window(K210Sysctl *s)
{
    return &s->window;
}

static void k210_sysctl_reset_enter(Object *obj, ResetType type)
{
    K210Sysctl *s = K210_SYSCTL(obj);

    memset(s->regs, 0, sizeof(s->regs));
    s->regs[PLL0] = PLL0_780_MHZ;
    s->regs[CLK_EN_CENT] = s->gates_open ? 0x3f : 0x07;
    s->regs[CLK_EN_PERI] = s->gates_open ? 0x2fffffff : 0;
}

static void k210_sysctl_reset_hold(Object *obj, ResetType type)
{
    update_lines(K210_SYSCTL(obj));
}

static void k210_sysctl_init(Object *obj)
{
    K210Sysctl *s = K210_SYSCTL(obj);

    k210_window_init(&s->window, obj, "sysctl", &sysctl_ops, s, WINDOW);
    sysbus_init_mmio(SYS_BUS_DEVICE(obj), &s->window.mmio);
    qdev_init_gpio_out_named(DEVICE(obj), s->gate, "gate", 32);
    qdev_init_gpio_out_named(DEVICE(obj), s->reset, "reset", 32);
}

static const VMStateDescription vmstate_k210_sysctl = {
    .name = TYPE_K210_SYSCTL,
    .version_id = 1,
    .minimum_version_id = 1,
    .fields = (const VMStateField[]) {
        VMSTATE_K210_WINDOW(window, K210Sysctl),
        VMSTATE_K210_SETTING(gates_open, K210Sysctl),
        VMSTATE_UINT32_ARRAY(regs, K210Sysctl, NREGS),
        VMSTATE_END_OF_LIST()
    },
};

static const Property k210_sysctl_properties[] = {
    DEFINE_PROP_BOOL("gates-open", K210Sysctl, gates_open, true),
};

static void k210_sysctl_class_init(ObjectClass *oc, void *data)
{
    DeviceClass *dc = DEVICE_CLASS(oc);
    ResettableClass *rc = RESETTABLE_CLASS(oc);

    dc->vmsd = &vmstate_k210_sysctl;
    device_class_set_props(dc, k210_sysctl_properties);
    rc->phases.enter = k210_sysctl_reset_enter;
    rc->phases.hold = k210_sysctl_reset_hold;
}

static const TypeInfo k210_sysctl_types[] = { {
    .name = TYPE_K210_SYSCTL,
    .parent = TYPE_SYS_BUS_DEVICE,
    .instance_size = sizeof(K210Sysctl),
    .instance_init = k210_sysctl_init,
    .class_init = k210_sysctl_class_init,
} };
DEFINE_TYPES(k210_sysctl_types)
