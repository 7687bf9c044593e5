/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "qemu/osdep.h"
#include "qemu/log.h"
#include "k210_window.h"

void k210_guest_error(const char *fmt, ...)
{
    g_autofree char *text = NULL;
    va_list ap;

    va_start(ap, fmt);
    text = g_strdup_vprintf(fmt, ap);
    va_end(ap);
    qemu_log_mask(LOG_GUEST_ERROR, "guest error: %s\n", text);
}

/* Null when WIN answers at OFFSET, else why it does not. */
static const char *refusal(K210Window *win, hwaddr offset, unsigned size,
                           K210Access wanted, unsigned *index)
{
    K210Access access;

    if (size != 4 || offset % 4) {
        return "only aligned 32-bit accesses work";
    }
    access = win->ops->decode(win->opaque, offset, index);
    if (access == K210_HOLE) {
        return "no register is there";
    }
    if (wanted == K210_RO && access == K210_WO) {
        return "the register is write-only";
    }
    if (wanted == K210_WO && access == K210_RO) {
        return "the register is read-only";
    }
    if (win->gated) {
        return "the clock is off";
    }
    if (win->held) {
        return "the block is held in reset";
    }
    return NULL;
}

static uint64_t window_read(void *opaque, hwaddr offset, unsigned size)
{
    K210Window *win = opaque;
    unsigned index = 0;
    const char *why = refusal(win, offset, size, K210_RO, &index);

    if (why) {
        k210_guest_error("%s: %u-byte read at 0x%" HWADDR_PRIx ": %s",
                         win->block, size, offset, why);
        return 0;
    }
    win->reads[index]++;
    return win->ops->read(win->opaque, offset);
}

static void window_write(void *opaque, hwaddr offset, uint64_t value,
                         unsigned size)
{
    K210Window *win = opaque;
    unsigned index = 0;
    const char *why = refusal(win, offset, size, K210_WO, &index);

    if (why) {
        k210_guest_error("%s: %u-byte write of 0x%" PRIx64 " at 0x%"
                         HWADDR_PRIx ": %s",
                         win->block, size, value, offset, why);
        return;
    }
    win->writes[index]++;
    if (win->pads) {
        k210_pads_begin(win->pads);
    }
    win->ops->write(win->opaque, offset, value);
    if (win->pads) {
        k210_pads_end(win->pads);
    }
}

/*
 * All sizes come here, so that a wrong one is reported by the block's name
 * and does not become a bus fault, which the chip is not known to raise.
 */
static const MemoryRegionOps window_ops = {
    .read = window_read,
    .write = window_write,
    .endianness = DEVICE_LITTLE_ENDIAN,
    .valid = {
        .min_access_size = 1,
        .max_access_size = 8,
        .unaligned = true,
    },
    .impl = {
        .min_access_size = 1,
        .max_access_size = 8,
        .unaligned = true,
    },
};

void k210_window_init(K210Window *win, Object *owner, const char *block,
                      const K210WindowOps *ops, void *opaque, uint64_t size)
{
    win->block = block;
    win->ops = ops;
    win->opaque = opaque;
    memory_region_init_io(&win->mmio, owner, &window_ops, win, block, size);
}

bool k210_window_count(K210Window *win, int64_t offset,
                       uint64_t *reads, uint64_t *writes)
{
    unsigned index;

    *reads = 0;
    *writes = 0;
    if (offset < 0) {
        for (index = 0; index < K210_WINDOW_REGS; index++) {
            *reads += win->reads[index];
            *writes += win->writes[index];
        }
        return true;
    }
    if (offset % 4 ||
        offset >= memory_region_size(&win->mmio) ||
        win->ops->decode(win->opaque, offset, &index) == K210_HOLE) {
        return false;
    }
    *reads = win->reads[index];
    *writes = win->writes[index];
    return true;
}

void k210_window_discount_read(K210Window *win, hwaddr offset)
{
    unsigned index;

    win->ops->decode(win->opaque, offset, &index);
    win->reads[index]--;
}

void k210_window_discount_write(K210Window *win, hwaddr offset)
{
    unsigned index;

    win->ops->decode(win->opaque, offset, &index);
    win->writes[index]--;
}

const VMStateDescription vmstate_k210_window = {
    .name = "k210-window",
    .version_id = 1,
    .minimum_version_id = 1,
    .fields = (const VMStateField[]) {
        VMSTATE_BOOL(gated, K210Window),
        VMSTATE_BOOL(held, K210Window),
        VMSTATE_UINT64_ARRAY(reads, K210Window, K210_WINDOW_REGS),
        VMSTATE_UINT64_ARRAY(writes, K210Window, K210_WINDOW_REGS),
        VMSTATE_END_OF_LIST()
    },
};
