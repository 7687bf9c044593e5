/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "qemu/osdep.h"
#include "qemu/main-loop.h"
#include "qemu/module.h"
#include "qapi/error.h"
#include "hw/irq.h"
#include "hw/qdev-properties.h"
#include "../bench-regs.h"
#include "k210_bench.h"
#include "k210_jig.h"
#include "k210_window.h"
#include "system/dma.h"
#include "system/runstate.h"

#define CHUNK 65536

struct K210Bench {
    SysBusDevice parent_obj;

    K210Window window;
    qemu_irq irq;
    qemu_irq started;
    K210Jig *jig;
    bool freeze;
    int32_t fd[BENCH_STREAMS];

    K210JigClient *client[BENCH_CLIENTS];
    uint32_t channel;
    uint64_t address;
    uint32_t length;
    int32_t result;
    bool ready;
    bool awaited[BENCH_STREAMS];    /* the guest is told when it goes on */

    uint32_t start, end;        /* of what waits in input */
    bool at_end;
    uint8_t input[CHUNK];
};

static void set_ready(void *opaque)
{
    K210Bench *s = opaque;

    s->ready = true;
    qemu_set_irq(s->irq, 1);
}

static bool poll_fd(int fd, short events, bool wait)
{
    GPollFD p = { .fd = fd, .events = events };

    return g_poll(&p, 1, wait ? -1 : 0) > 0;
}

static void receive(K210Bench *s)
{
    ssize_t size = read(s->fd[BENCH_STDIN], s->input, sizeof(s->input));

    if (size < 0 && (errno == EAGAIN || errno == EINTR)) {
        return;
    }
    s->start = 0;
    s->end = MAX(size, 0);
    s->at_end = size <= 0;
}

static void await(K210Bench *s, unsigned stream, bool on);

static void stdin_readable(void *opaque)
{
    K210Bench *s = opaque;

    receive(s);
    if (s->end || s->at_end) {
        await(s, BENCH_STDIN, false);
        set_ready(s);
    }
}

static void stream_writable(void *opaque)
{
    K210Bench *s = opaque;

    for (unsigned i = BENCH_STDOUT; i < BENCH_STREAMS; i++) {
        await(s, i, false);
    }
    set_ready(s);
}

static void await(K210Bench *s, unsigned stream, bool on)
{
    s->awaited[stream] = on;
    if (s->fd[stream] >= 0) {
        bool in = on && stream == BENCH_STDIN;
        bool out = on && stream != BENCH_STDIN;

        qemu_set_fd_handler(s->fd[stream], in ? stdin_readable : NULL,
                            out ? stream_writable : NULL, s);
    }
}

/* Is there input, or its end? */
static bool have_input(K210Bench *s)
{
    if (s->fd[BENCH_STDIN] < 0) {
        s->at_end = true;
    }
    while (s->freeze && s->start == s->end && !s->at_end) {
        poll_fd(s->fd[BENCH_STDIN], G_IO_IN, true);
        receive(s);
    }
    if (s->start < s->end || s->at_end) {
        return true;
    }
    await(s, BENCH_STDIN, true);
    return false;
}

static int32_t read_input(K210Bench *s, char *buf, size_t size)
{
    if (!have_input(s)) {
        return -EAGAIN;
    }
    size = MIN(size, s->end - s->start);
    memcpy(buf, s->input + s->start, size);
    s->start += size;
    return size;
}

/* A pipe that can be written at all takes PIPE_BUF bytes without a wait. */
static int32_t write_stream(K210Bench *s, const char *buf, size_t size)
{
    int fd = s->fd[s->channel];
    size_t done = 0;

    while (done < size && fd >= 0) {
        ssize_t n;

        if (!poll_fd(fd, G_IO_OUT, s->freeze)) {
            await(s, s->channel, true);
            return done ? done : -EAGAIN;
        }
        n = write(fd, buf + done, MIN(size - done, PIPE_BUF));
        if (n >= 0) {
            done += n;
        } else if (errno != EINTR && errno != EAGAIN) {
            return done ? done : -errno;
        }
    }
    return size;
}

static K210JigClient *selected_client(K210Bench *s)
{
    uint32_t n = s->channel - BENCH_FIRST_CLIENT;

    return n < BENCH_CLIENTS ? s->client[n] : NULL;
}

static int32_t open_client(K210Bench *s)
{
    for (unsigned n = 0; n < BENCH_CLIENTS; n++) {
        if (!s->client[n]) {
            s->client[n] = k210_jig_attach(s->jig, BENCH_FIRST_CLIENT + n,
                                           set_ready, s);
            return BENCH_FIRST_CLIENT + n;
        }
    }
    return -EBUSY;
}

static int32_t close_client(K210Bench *s)
{
    K210JigClient *client = selected_client(s);

    if (!client) {
        return -EBADF;
    }
    k210_jig_detach(client);
    s->client[s->channel - BENCH_FIRST_CLIENT] = NULL;
    return 0;
}

static int32_t run_write(K210Bench *s)
{
    size_t size = MIN(s->length, CHUNK);
    g_autofree char *buf = g_malloc(size + 1);
    K210JigClient *client = selected_client(s);

    if (dma_memory_read(&address_space_memory, s->address, buf, size,
                        MEMTXATTRS_UNSPECIFIED) != MEMTX_OK) {
        return -EFAULT;
    }
    if (client) {
        k210_jig_put(client, buf, size);
        return size;
    }
    if (s->channel > BENCH_STDIN && s->channel < BENCH_STREAMS) {
        return write_stream(s, buf, size);
    }
    return -EBADF;
}

static int32_t run_read(K210Bench *s)
{
    size_t size = MIN(s->length, CHUNK);
    g_autofree char *buf = g_malloc(size + 1);
    K210JigClient *client = selected_client(s);
    int32_t result = -EBADF;

    if (client) {
        result = k210_jig_take(client, buf, size) ?: -EAGAIN;
    } else if (s->channel == BENCH_STDIN) {
        result = read_input(s, buf, size);
    }
    if (result > 0 &&
        dma_memory_write(&address_space_memory, s->address, buf, result,
                         MEMTXATTRS_UNSPECIFIED) != MEMTX_OK) {
        return -EFAULT;
    }
    return result;
}

static int32_t run_poll(K210Bench *s)
{
    K210JigClient *client = selected_client(s);

    if (client) {
        return k210_jig_readable(client);
    }
    return s->channel == BENCH_STDIN ? have_input(s) : -EBADF;
}

static int32_t run_command(K210Bench *s, uint32_t command)
{
    switch (command) {
    case BENCH_CMD_OPEN:
        return open_client(s);
    case BENCH_CMD_CLOSE:
        return close_client(s);
    case BENCH_CMD_WRITE:
        return run_write(s);
    case BENCH_CMD_READ:
        return run_read(s);
    case BENCH_CMD_POLL:
        return run_poll(s);
    case BENCH_CMD_GO:
        k210_jig_go(s->jig);
        qemu_set_irq(s->started, 1);
        return 0;
    case BENCH_CMD_END:
        k210_jig_flush(s->jig);
        qemu_system_shutdown_request(SHUTDOWN_CAUSE_GUEST_SHUTDOWN);
        return 0;
    default:
        return -ENOSYS;
    }
}

static K210Access bench_decode(void *opaque, hwaddr offset, unsigned *index)
{
    *index = offset / 4;
    switch (offset) {
    case BENCH_ID:
    case BENCH_RESULT:
        return K210_RO;
    case BENCH_COMMAND:
        return K210_WO;
    default:
        return offset <= BENCH_READY ? K210_RW : K210_HOLE;
    }
}

static uint32_t bench_read(void *opaque, hwaddr offset)
{
    K210Bench *s = opaque;

    switch (offset) {
    case BENCH_ID:
        return BENCH_MAGIC;
    case BENCH_CHANNEL:
        return s->channel;
    case BENCH_ADDRESS_LO:
        return s->address;
    case BENCH_ADDRESS_HI:
        return s->address >> 32;
    case BENCH_LENGTH:
        return s->length;
    case BENCH_RESULT:
        return s->result;
    case BENCH_READY:
        return s->ready;
    }
    g_assert_not_reached();
}

static void bench_write(void *opaque, hwaddr offset, uint32_t value)
{
    K210Bench *s = opaque;

    switch (offset) {
    case BENCH_CHANNEL:
        s->channel = value;
        break;
    case BENCH_ADDRESS_LO:
        s->address = deposit64(s->address, 0, 32, value);
        break;
    case BENCH_ADDRESS_HI:
        s->address = deposit64(s->address, 32, 32, value);
        break;
    case BENCH_LENGTH:
        s->length = value;
        break;
    case BENCH_COMMAND:
        s->result = run_command(s, value);
        break;
    case BENCH_READY:
        if (value & 1) {
            s->ready = false;
            qemu_set_irq(s->irq, 0);
        }
        break;
    }
}

static const K210WindowOps bench_ops = {
    .decode = bench_decode,
    .read = bench_read,
    .write = bench_write,
};

static void k210_bench_realize(DeviceState *dev, Error **errp)
{
    if (!K210_BENCH(dev)->jig) {
        error_setg(errp, "link \"jig\" is not set");
    }
}

static void k210_bench_init(Object *obj)
{
    K210Bench *s = K210_BENCH(obj);

    k210_window_init(&s->window, obj, "bench", &bench_ops, s, BENCH_SIZE);
    sysbus_init_mmio(SYS_BUS_DEVICE(obj), &s->window.mmio);
    sysbus_init_irq(SYS_BUS_DEVICE(obj), &s->irq);
    qdev_init_gpio_out_named(DEVICE(obj), &s->started, "started", 1);
}

/* The jig comes before the bench, and has brought the guest's clients. */
static int k210_bench_post_load(void *opaque, int version)
{
    K210Bench *s = opaque;

    if (s->start > s->end || s->end > CHUNK) {
        return -EINVAL;
    }
    for (unsigned n = 0; n < BENCH_CLIENTS; n++) {
        s->client[n] = k210_jig_resume(s->jig, BENCH_FIRST_CLIENT + n,
                                       set_ready, s);
    }
    for (unsigned i = 0; i < BENCH_STREAMS; i++) {
        await(s, i, s->awaited[i]);
    }
    return 0;
}

static const VMStateDescription vmstate_k210_bench = {
    .name = TYPE_K210_BENCH,
    .version_id = 1,
    .minimum_version_id = 1,
    .post_load = k210_bench_post_load,
    .fields = (const VMStateField[]) {
        VMSTATE_K210_WINDOW(window, K210Bench),
        VMSTATE_UINT32(channel, K210Bench),
        VMSTATE_UINT64(address, K210Bench),
        VMSTATE_UINT32(length, K210Bench),
        VMSTATE_INT32(result, K210Bench),
        VMSTATE_BOOL(ready, K210Bench),
        VMSTATE_BOOL_ARRAY(awaited, K210Bench, BENCH_STREAMS),
        VMSTATE_UINT32(start, K210Bench),
        VMSTATE_UINT32(end, K210Bench),
        VMSTATE_BOOL(at_end, K210Bench),
        VMSTATE_UINT8_ARRAY(input, K210Bench, CHUNK),
        VMSTATE_END_OF_LIST()
    },
};

static const Property k210_bench_properties[] = {
    DEFINE_PROP_LINK("jig", K210Bench, jig, TYPE_K210_JIG, K210Jig *),
    DEFINE_PROP_BOOL("freeze", K210Bench, freeze, false),
    DEFINE_PROP_INT32("stdin-fd", K210Bench, fd[BENCH_STDIN], -1),
    DEFINE_PROP_INT32("stdout-fd", K210Bench, fd[BENCH_STDOUT], -1),
    DEFINE_PROP_INT32("stderr-fd", K210Bench, fd[BENCH_STDERR], -1),
    DEFINE_PROP_INT32("archive-fd", K210Bench, fd[BENCH_ARCHIVE], -1),
    DEFINE_PROP_INT32("verdict-fd", K210Bench, fd[BENCH_VERDICT], -1),
};

static void k210_bench_class_init(ObjectClass *oc, void *data)
{
    DeviceClass *dc = DEVICE_CLASS(oc);

    dc->realize = k210_bench_realize;
    dc->vmsd = &vmstate_k210_bench;
    device_class_set_props(dc, k210_bench_properties);
}

static const TypeInfo k210_bench_types[] = { {
    .name = TYPE_K210_BENCH,
    .parent = TYPE_SYS_BUS_DEVICE,
    .instance_size = sizeof(K210Bench),
    .instance_init = k210_bench_init,
    .class_init = k210_bench_class_init,
} };
DEFINE_TYPES(k210_bench_types)
