/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "qemu/osdep.h"
#include "qemu/bitops.h"
#include "qemu/module.h"
#include "qapi/error.h"
#include "chardev/char-fe.h"
#include "hw/irq.h"
#include "hw/qdev-properties.h"
#include "hw/qdev-properties-system.h"
#include "hw/registerfields.h"
#include "k210_uart.h"
#include "k210_window.h"

enum {
    TXDATA  = 0x00 / 4,         /* reads 0: never full */
    RXDATA  = 0x04 / 4,
    TXCTRL  = 0x08 / 4,
    RXCTRL  = 0x0c / 4,
    IE      = 0x10 / 4,
    IP      = 0x14 / 4,
    DIV     = 0x18 / 4,
    NREGS
};

#define WINDOW 0x1000
#define RX_FIFO 8

FIELD(RXDATA, EMPTY, 31, 1)
FIELD(TXCTRL, TXEN, 0, 1)
FIELD(TXCTRL, TXCNT, 16, 3)     /* interrupt when fewer than this wait */
FIELD(RXCTRL, RXCNT, 16, 3)     /* interrupt when more than this wait */
FIELD(IP, TXWM, 0, 1)
FIELD(IP, RXWM, 1, 1)

struct K210Uart {
    SysBusDevice parent_obj;

    K210Window window;
    qemu_irq irq;
    CharBackend log;
    CharBackend terminal;
    bool wanted;                /* "attach" has been raised */
    bool attached;
    char *block;

    uint32_t regs[NREGS];
    uint8_t rx[RX_FIFO];
    uint32_t rx_len;
};

static uint32_t pending(K210Uart *s)
{
    uint32_t ip = 0;

    ip = FIELD_DP32(ip, IP, TXWM,
                    FIELD_EX32(s->regs[TXCTRL], TXCTRL, TXCNT) > 0);
    return FIELD_DP32(ip, IP, RXWM, s->rx_len >
                      FIELD_EX32(s->regs[RXCTRL], RXCTRL, RXCNT));
}

static void update_irq(K210Uart *s)
{
    qemu_set_irq(s->irq, (pending(s) & s->regs[IE]) != 0);
}

static uint32_t receive(K210Uart *s)
{
    uint8_t byte = s->rx[0];

    if (!s->rx_len) {
        return R_RXDATA_EMPTY_MASK;
    }
    memmove(s->rx, s->rx + 1, --s->rx_len);
    update_irq(s);
    if (s->attached) {
        qemu_chr_fe_accept_input(&s->terminal);
    }
    return byte;
}

static K210Access uart_decode(void *opaque, hwaddr offset, unsigned *index)
{
    *index = offset / 4;
    if (*index >= NREGS) {
        return K210_HOLE;
    }
    return *index == IP || *index == RXDATA ? K210_RO : K210_RW;
}

static uint32_t uart_read(void *opaque, hwaddr offset)
{
    K210Uart *s = opaque;

    switch (offset / 4) {
    case TXDATA:
        return 0;
    case RXDATA:
        return receive(s);
    case IP:
        return pending(s);
    default:
        return s->regs[offset / 4];
    }
}

static void uart_write(void *opaque, hwaddr offset, uint32_t value)
{
    K210Uart *s = opaque;
    uint8_t byte = value;

    if (offset / 4 != TXDATA) {
        s->regs[offset / 4] = value;
        update_irq(s);
    } else if (FIELD_EX32(s->regs[TXCTRL], TXCTRL, TXEN)) {
        qemu_chr_fe_write_all(&s->log, &byte, 1);
        if (s->attached) {
            qemu_chr_fe_write_all(&s->terminal, &byte, 1);
        }
    }
}

static const K210WindowOps uart_ops = {
    .decode = uart_decode,
    .read = uart_read,
    .write = uart_write,
};

static int can_receive(void *opaque)
{
    return RX_FIFO - K210_UART(opaque)->rx_len;
}

static void received(void *opaque, const uint8_t *buf, int size)
{
    K210Uart *s = opaque;

    memcpy(s->rx + s->rx_len, buf, size);
    s->rx_len += size;
    update_irq(s);
}

static void attach(void *opaque, int n, int level)
{
    K210Uart *s = opaque;

    s->wanted |= level;
    if (s->wanted && !s->attached &&
        qemu_chr_fe_backend_connected(&s->terminal)) {
        s->attached = true;
        qemu_chr_fe_set_handlers(&s->terminal, can_receive, received,
                                 NULL, NULL, s, NULL, true);
        qemu_chr_fe_accept_input(&s->terminal);
    }
}

DeviceState *k210_uart_create(const char *block, hwaddr base, Chardev *log,
                              Chardev *terminal, qemu_irq irq)
{
    DeviceState *dev = qdev_new(TYPE_K210_UART);

    qdev_prop_set_string(dev, "block", block);
    qdev_prop_set_chr(dev, "log", log);
    qdev_prop_set_chr(dev, "terminal", terminal);
    sysbus_realize_and_unref(SYS_BUS_DEVICE(dev), &error_fatal);
    sysbus_mmio_map(SYS_BUS_DEVICE(dev), 0, base);
    sysbus_connect_irq(SYS_BUS_DEVICE(dev), 0, irq);
    return dev;
}

/* Early consoles count on the boot ROM having turned the transmitter on. */
static void k210_uart_reset_enter(Object *obj, ResetType type)
{
    K210Uart *s = K210_UART(obj);

    memset(s->regs, 0, sizeof(s->regs));
    s->regs[TXCTRL] = R_TXCTRL_TXEN_MASK;
    s->rx_len = 0;
}

static void k210_uart_reset_hold(Object *obj, ResetType type)
{
    update_irq(K210_UART(obj));
}

static void k210_uart_realize(DeviceState *dev, Error **errp)
{
    K210Uart *s = K210_UART(dev);

    k210_window_init(&s->window, OBJECT(dev), s->block ?: "uart", &uart_ops, s,
                     WINDOW);
    sysbus_init_mmio(SYS_BUS_DEVICE(dev), &s->window.mmio);
}

static void k210_uart_init(Object *obj)
{
    sysbus_init_irq(SYS_BUS_DEVICE(obj), &K210_UART(obj)->irq);
    qdev_init_gpio_in_named(DEVICE(obj), attach, "attach", 1);
}

static int k210_uart_post_load(void *opaque, int version)
{
    if (K210_UART(opaque)->rx_len > RX_FIFO) {
        return -EINVAL;
    }
    attach(opaque, 0, 0);
    return 0;
}

static const VMStateDescription vmstate_k210_uart = {
    .name = TYPE_K210_UART,
    .version_id = 1,
    .minimum_version_id = 1,
    .post_load = k210_uart_post_load,
    .fields = (const VMStateField[]) {
        VMSTATE_K210_WINDOW(window, K210Uart),
        VMSTATE_UINT32_ARRAY(regs, K210Uart, NREGS),
        VMSTATE_UINT8_ARRAY(rx, K210Uart, RX_FIFO),
        VMSTATE_UINT32(rx_len, K210Uart),
        VMSTATE_BOOL(wanted, K210Uart),
        VMSTATE_END_OF_LIST()
    },
};

static const Property k210_uart_properties[] = {
    DEFINE_PROP_CHR("log", K210Uart, log),
    DEFINE_PROP_CHR("terminal", K210Uart, terminal),
    DEFINE_PROP_STRING("block", K210Uart, block),
};

static void k210_uart_class_init(ObjectClass *oc, void *data)
{
    DeviceClass *dc = DEVICE_CLASS(oc);
    ResettableClass *rc = RESETTABLE_CLASS(oc);

    dc->realize = k210_uart_realize;
    dc->vmsd = &vmstate_k210_uart;
    device_class_set_props(dc, k210_uart_properties);
    rc->phases.enter = k210_uart_reset_enter;
    rc->phases.hold = k210_uart_reset_hold;
}

static const TypeInfo k210_uart_types[] = { {
    .name = TYPE_K210_UART,
    .parent = TYPE_SYS_BUS_DEVICE,
    .instance_size = sizeof(K210Uart),
    .instance_init = k210_uart_init,
    .class_init = k210_uart_class_init,
} };
DEFINE_TYPES(k210_uart_types)
