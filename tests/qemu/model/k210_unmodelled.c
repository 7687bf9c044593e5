/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A block of the chip that has no model: it reads 0, and its use is logged. */
#include "qemu/osdep.h"
#include "qemu/log.h"
#include "qemu/module.h"
#include "hw/qdev-properties.h"
#include "migration/vmstate.h"
#include "k210_unmodelled.h"

struct K210Unmodelled {
    SysBusDevice parent_obj;

    MemoryRegion mmio;
    char *name;
    uint64_t size;
    uint32_t logged;
};

/* A driver that polls would fill the disk. */
#define MAX_LOGGED 100

static bool worth_a_line(K210Unmodelled *s)
{
    if (s->logged == MAX_LOGGED) {
        qemu_log("no model: %s: and so on\n", s->name);
    }
    return s->logged++ < MAX_LOGGED;
}

static uint64_t unmodelled_read(void *opaque, hwaddr offset, unsigned size)
{
    K210Unmodelled *s = opaque;

    if (worth_a_line(s)) {
        qemu_log("no model: %s: read at 0x%" HWADDR_PRIx "\n", s->name,
                 offset);
    }
    return 0;
}

static void unmodelled_write(void *opaque, hwaddr offset, uint64_t value,
                             unsigned size)
{
    K210Unmodelled *s = opaque;

    if (worth_a_line(s)) {
        qemu_log("no model: %s: write of 0x%" PRIx64 " at 0x%" HWADDR_PRIx
                 "\n", s->name, value, offset);
    }
}

static const MemoryRegionOps unmodelled_ops = {
    .read = unmodelled_read,
    .write = unmodelled_write,
    .endianness = DEVICE_LITTLE_ENDIAN,
    .valid = { .min_access_size = 1, .max_access_size = 8, .unaligned = true },
    .impl = { .min_access_size = 1, .max_access_size = 8, .unaligned = true },
};

void k210_unmodelled_create(const char *name, hwaddr base, uint64_t size)
{
    DeviceState *dev = qdev_new(TYPE_K210_UNMODELLED);

    qdev_prop_set_string(dev, "name", name);
    qdev_prop_set_uint64(dev, "size", size);
    sysbus_realize_and_unref(SYS_BUS_DEVICE(dev), &error_fatal);
    sysbus_mmio_map(SYS_BUS_DEVICE(dev), 0, base);
}

static void k210_unmodelled_realize(DeviceState *dev, Error **errp)
{
    K210Unmodelled *s = K210_UNMODELLED(dev);

    memory_region_init_io(&s->mmio, OBJECT(dev), &unmodelled_ops, s, s->name,
                          s->size);
    sysbus_init_mmio(SYS_BUS_DEVICE(dev), &s->mmio);
}

static const VMStateDescription vmstate_k210_unmodelled = {
    .name = TYPE_K210_UNMODELLED,
    .version_id = 1,
    .minimum_version_id = 1,
    .fields = (const VMStateField[]) {
        VMSTATE_UINT32(logged, K210Unmodelled),
        VMSTATE_END_OF_LIST()
    },
};

static const Property k210_unmodelled_properties[] = {
    DEFINE_PROP_STRING("name", K210Unmodelled, name),
    DEFINE_PROP_UINT64("size", K210Unmodelled, size, 0),
};

static void k210_unmodelled_class_init(ObjectClass *oc, void *data)
{
    DeviceClass *dc = DEVICE_CLASS(oc);

    dc->realize = k210_unmodelled_realize;
    dc->vmsd = &vmstate_k210_unmodelled;
    device_class_set_props(dc, k210_unmodelled_properties);
}

static const TypeInfo k210_unmodelled_types[] = { {
    .name = TYPE_K210_UNMODELLED,
    .parent = TYPE_SYS_BUS_DEVICE,
    .instance_size = sizeof(K210Unmodelled),
    .class_init = k210_unmodelled_class_init,
} };
DEFINE_TYPES(k210_unmodelled_types)
