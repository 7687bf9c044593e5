/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The K210 as a machine: two harts, SRAM, CLINT, PLIC, UARTHS, SYSCTL, FPIOA
 * and both GPIO blocks at their places, and the test bench beside them.
 *
 * As the chip is: no MMU, 8 MiB. With -cpu rv64,mmu=on and more memory it is
 * a roomy relative for programs that the chip can't hold, with the same
 * devices.
 */
#include "qemu/osdep.h"
#include "qemu/error-report.h"
#include "qemu/units.h"
#include "qapi/error.h"
#include "chardev/char.h"
#include "exec/address-spaces.h"
#include "hw/boards.h"
#include "hw/intc/riscv_aclint.h"
#include "hw/qdev-properties.h"
#include "hw/riscv/boot.h"
#include "hw/riscv/riscv_hart.h"
#include "k210_bench.h"
#include "k210_csrs.h"
#include "k210_fpioa.h"
#include "k210_functions.h"
#include "k210_gpio.h"
#include "k210_gpiohs.h"
#include "k210_harts_state.h"
#include "k210_jig.h"
#include "k210_pads.h"
#include "k210_plic.h"
#include "k210_sysctl.h"
#include "k210_uart.h"
#include "k210_unmodelled.h"
#include "system/device_tree.h"
#include "system/system.h"
#include "target/riscv/cpu.h"

#include <libfdt.h>

#define TYPE_K210_MACHINE MACHINE_TYPE_NAME("k210")
OBJECT_DECLARE_SIMPLE_TYPE(K210Machine, K210_MACHINE)

#define BASE_ROM_WINDOW     0x00001000
#define BASE_CLINT          0x02000000
#define BASE_PLIC           0x0c000000
#define BASE_UARTHS         0x38000000
#define BASE_GPIOHS         0x38001000
#define BASE_UNCACHED       0x40000000
#define BASE_GPIO           0x50200000
#define BASE_FPIOA          0x502b0000
#define BASE_SYSCTL         0x50440000
#define BASE_SRAM           0x80000000
#define SIZE_ROM_WINDOW     0x1000
#define SIZE_SRAM           (8 * MiB)
#define CLINT_HZ            7800000

/* Not on the chip: its map is empty from 0x60000000 to the SRAM. */
#define BASE_CONSOLE        0x70000000
#define BASE_BENCH          0x70001000

#define IRQ_GPIO            23
#define IRQ_UARTHS          33
#define IRQ_GPIOHS0         34
/* KPU's and FFT's, which have no model here and no driver in Linux. */
#define IRQ_CONSOLE         25
#define IRQ_BENCH           26

struct K210Machine {
    MachineState parent_obj;

    RISCVHartArrayState harts;
    K210HartsState harts_state;
    K210Pads *pads;
    K210Plic *plic;
    K210Fpioa *fpioa;
    K210Jig *jig;
    MemoryRegion rom_window;
    MemoryRegion uncached;
};

static const struct {
    const char *name;
    hwaddr base;
    uint64_t size;
} unmodelled[] = {
    { "kpu",    0x40800000, 12 * MiB },
    { "fft",    0x42000000, 4 * MiB },
    { "dmac",   0x50000000, 0x1000 },
    { "uart1",  0x50210000, 0x1000 },
    { "uart2",  0x50220000, 0x1000 },
    { "uart3",  0x50230000, 0x1000 },
    { "spi2",   0x50240000, 0x1000 },
    { "i2s0",   0x50250000, 0x1000 },
    { "i2s1",   0x50260000, 0x1000 },
    { "i2s2",   0x50270000, 0x1000 },
    { "i2c0",   0x50280000, 0x1000 },
    { "i2c1",   0x50290000, 0x1000 },
    { "i2c2",   0x502a0000, 0x1000 },
    { "sha256", 0x502c0000, 0x1000 },
    { "timer0", 0x502d0000, 0x1000 },
    { "timer1", 0x502e0000, 0x1000 },
    { "timer2", 0x502f0000, 0x1000 },
    { "wdt0",   0x50400000, 0x1000 },
    { "wdt1",   0x50410000, 0x1000 },
    { "otp",    0x50420000, 0x1000 },
    { "dvp",    0x50430000, 0x1000 },
    { "aes",    0x50450000, 0x1000 },
    { "rtc",    0x50460000, 0x1000 },
    { "spi0",   0x52000000, 0x1000 },
    { "spi1",   0x53000000, 0x1000 },
    { "spi3",   0x54000000, 0x1000 },
};

static DeviceState *add_block(DeviceState *dev, hwaddr base)
{
    sysbus_realize_and_unref(SYS_BUS_DEVICE(dev), &error_fatal);
    sysbus_mmio_map(SYS_BUS_DEVICE(dev), 0, base);
    return dev;
}

static void create_memory(K210Machine *s)
{
    MemoryRegion *sys = get_system_memory();
    MachineState *ms = MACHINE(s);

    memory_region_add_subregion(sys, BASE_SRAM, ms->ram);
    memory_region_init_alias(&s->uncached, OBJECT(s), "k210.uncached", ms->ram,
                             0, MIN(SIZE_SRAM, ms->ram_size));
    memory_region_add_subregion(sys, BASE_UNCACHED, &s->uncached);
    memory_region_init_rom(&s->rom_window, NULL, "k210.rom", SIZE_ROM_WINDOW,
                           &error_fatal);
    memory_region_add_subregion(sys, BASE_ROM_WINDOW, &s->rom_window);
}

static void create_harts(K210Machine *s)
{
    MachineState *ms = MACHINE(s);
    DeviceState *clint;

    object_initialize_child(OBJECT(s), "harts", &s->harts,
                            TYPE_RISCV_HART_ARRAY);
    qdev_prop_set_string(DEVICE(&s->harts), "cpu-type", ms->cpu_type);
    qdev_prop_set_uint32(DEVICE(&s->harts), "num-harts", ms->smp.cpus);
    sysbus_realize(SYS_BUS_DEVICE(&s->harts), &error_fatal);
    if (!s->harts.harts[0].cfg.mmu) {
        k210_csrs_init();       /* the relative's firmware is for newer harts */
    }

    riscv_aclint_swi_create(BASE_CLINT, 0, ms->smp.cpus, false);
    clint = riscv_aclint_mtimer_create(BASE_CLINT + RISCV_ACLINT_SWI_SIZE,
                                       RISCV_ACLINT_DEFAULT_MTIMER_SIZE, 0,
                                       ms->smp.cpus,
                                       RISCV_ACLINT_DEFAULT_MTIMECMP,
                                       RISCV_ACLINT_DEFAULT_MTIME, CLINT_HZ,
                                       true);
    k210_harts_state_register(&s->harts_state, &s->harts, clint);

    s->plic = K210_PLIC(qdev_new(TYPE_K210_PLIC));
    qdev_prop_set_uint32(DEVICE(s->plic), "num-harts", ms->smp.cpus);
    qdev_prop_set_uint32(DEVICE(s->plic), "jig-source", IRQ_BENCH);
    add_block(DEVICE(s->plic), BASE_PLIC);
}

static qemu_irq plic_source(K210Machine *s, unsigned id)
{
    return qdev_get_gpio_in(DEVICE(s->plic), id);
}

static void create_pads(K210Machine *s)
{
    s->pads = K210_PADS(qdev_new(TYPE_K210_PADS));
    object_property_add_child(OBJECT(s), "pads", OBJECT(s->pads));
    qdev_realize_and_unref(DEVICE(s->pads), NULL, &error_fatal);

    s->fpioa = K210_FPIOA(qdev_new(TYPE_K210_FPIOA));
    object_property_add_child(OBJECT(s), "fpioa", OBJECT(s->fpioa));
    object_property_set_link(OBJECT(s->fpioa), "pads", OBJECT(s->pads),
                             &error_fatal);
    add_block(DEVICE(s->fpioa), BASE_FPIOA);
}

/* Both ways between LINE of a GPIO block and the FPIOA's FUNCTION. */
static void connect_line(K210Machine *s, DeviceState *block, unsigned line,
                         unsigned function)
{
    static const char *const out[] = { "do", "oe", "ie" };
    DeviceState *fpioa = DEVICE(s->fpioa);

    for (unsigned i = 0; i < ARRAY_SIZE(out); i++) {
        qdev_connect_gpio_out_named(block, out[i], line,
            qdev_get_gpio_in_named(fpioa, out[i], function));
    }
    qdev_connect_gpio_out_named(fpioa, "di", function,
        qdev_get_gpio_in_named(block, "di", line));
}

static K210Window *create_gpiohs(K210Machine *s)
{
    DeviceState *dev = qdev_new(TYPE_K210_GPIOHS);

    object_property_add_child(OBJECT(s), "gpiohs", OBJECT(dev));
    add_block(dev, BASE_GPIOHS);
    for (unsigned i = 0; i < K210_GPIOHS_LINES; i++) {
        connect_line(s, dev, i, K210_FUNCTION_GPIOHS0 + i);
        sysbus_connect_irq(SYS_BUS_DEVICE(dev), i,
                           plic_source(s, IRQ_GPIOHS0 + i));
    }
    k210_gpiohs_window(K210_GPIOHS(dev))->pads = s->pads;
    return k210_gpiohs_window(K210_GPIOHS(dev));
}

static K210Window *create_gpio(K210Machine *s, DeviceState **gpio)
{
    DeviceState *dev = qdev_new(TYPE_K210_GPIO);

    object_property_add_child(OBJECT(s), "gpio", OBJECT(dev));
    add_block(dev, BASE_GPIO);
    for (unsigned i = 0; i < K210_GPIO_LINES; i++) {
        connect_line(s, dev, i, K210_FUNCTION_GPIO0 + i);
    }
    sysbus_connect_irq(SYS_BUS_DEVICE(dev), 0, plic_source(s, IRQ_GPIO));
    *gpio = dev;
    k210_gpio_window(K210_GPIO(dev))->pads = s->pads;
    return k210_gpio_window(K210_GPIO(dev));
}

/* A block of SYSCTL's obeys its clock gate and its reset bit. */
static void obey_sysctl(DeviceState *sysctl, DeviceState *block, unsigned bit)
{
    qdev_connect_gpio_out_named(sysctl, "gate", bit,
                                qdev_get_gpio_in_named(block, "gate", 0));
    qdev_connect_gpio_out_named(sysctl, "reset", bit,
                                qdev_get_gpio_in_named(block, "reset", 0));
}

static void create_bench(K210Machine *s)
{
    DeviceState *console, *dev = qdev_new(TYPE_K210_BENCH);

    object_property_set_link(OBJECT(dev), "jig", OBJECT(s->jig), &error_fatal);
    add_block(dev, BASE_BENCH);
    sysbus_connect_irq(SYS_BUS_DEVICE(dev), 0, plic_source(s, IRQ_BENCH));
    console = k210_uart_create("console", BASE_CONSOLE, serial_hd(0),
                               qemu_chr_find("terminal"),
                               plic_source(s, IRQ_CONSOLE));
    qdev_connect_gpio_out_named(dev, "started", 0,
                                qdev_get_gpio_in_named(console, "attach", 0));
}

static void create_blocks(K210Machine *s)
{
    DeviceState *gpio, *uarths, *sysctl = qdev_new(TYPE_K210_SYSCTL);

    s->jig = K210_JIG(qdev_new(TYPE_K210_JIG));
    object_property_add_child(OBJECT(s), "jig", OBJECT(s->jig));
    object_property_add_child(OBJECT(s), "sysctl", OBJECT(sysctl));

    create_pads(s);
    k210_jig_add_window(s->jig, create_gpiohs(s));
    k210_jig_add_window(s->jig, create_gpio(s, &gpio));
    k210_jig_add_window(s->jig, k210_fpioa_window(s->fpioa));
    k210_jig_add_window(s->jig, k210_plic_window(s->plic));
    add_block(sysctl, BASE_SYSCTL);
    k210_sysctl_window(K210_SYSCTL(sysctl))->pads = s->pads;
    k210_jig_add_window(s->jig, k210_sysctl_window(K210_SYSCTL(sysctl)));
    obey_sysctl(sysctl, gpio, K210_PERI_GPIO);
    obey_sysctl(sysctl, DEVICE(s->fpioa), K210_PERI_FPIOA);

    uarths = k210_uart_create("uarths", BASE_UARTHS, NULL, serial_hd(1),
                              plic_source(s, IRQ_UARTHS));
    qemu_set_irq(qdev_get_gpio_in_named(uarths, "attach", 0), 1);
    for (unsigned i = 0; i < ARRAY_SIZE(unmodelled); i++) {
        k210_unmodelled_create(unmodelled[i].name, unmodelled[i].base,
                               unmodelled[i].size);
    }

    object_property_set_link(OBJECT(s->jig), "pads", OBJECT(s->pads),
                             &error_fatal);
    object_property_set_link(OBJECT(s->jig), "fpioa", OBJECT(s->fpioa),
                             &error_fatal);
    qdev_realize_and_unref(DEVICE(s->jig), NULL, &error_fatal);
    create_bench(s);
}

static void set_initrd(MachineState *ms, hwaddr start, hwaddr end)
{
    qemu_fdt_setprop_u64(ms->fdt, "/chosen", "linux,initrd-start", start);
    qemu_fdt_setprop_u64(ms->fdt, "/chosen", "linux,initrd-end", end);
}

/*
 * The initrd and the tree go to the end of the memory: 8 MiB must not fall to
 * pieces because of them. The firmware adds to the tree where it lies.
 */
static hwaddr load_at_end(MachineState *ms, hwaddr kernel_end, bool firmware)
{
    hwaddr fdt, initrd, end = BASE_SRAM + ms->ram_size;
    int64_t size = 0;

    if (ms->initrd_filename) {
        size = get_image_size(ms->initrd_filename);
        set_initrd(ms, 0, 0);   /* so that the tree has its final size */
    }
    fdt_pack(ms->fdt);
    fdt = QEMU_ALIGN_DOWN(end - fdt_totalsize(ms->fdt) -
                          (firmware ? 64 * KiB : 0), 4 * KiB);
    initrd = QEMU_ALIGN_DOWN(fdt - size, 4 * KiB);
    if (ms->initrd_filename) {
        if (size < 0 || initrd < kernel_end || initrd > fdt ||
            load_image_targphys(ms->initrd_filename, initrd, size) != size) {
            error_report("no room in memory for %s", ms->initrd_filename);
            exit(1);
        }
        set_initrd(ms, initrd, initrd + size);
    }
    riscv_load_fdt(fdt, ms->fdt);
    return fdt;
}

/* Without firmware the kernel is where a boot loader would have put it. */
static void boot(K210Machine *s)
{
    MachineState *ms = MACHINE(s);
    hwaddr start = BASE_SRAM, kernel = BASE_SRAM, fdt = 0, entry = 0;
    target_ulong firmware_end;
    RISCVBootInfo info;
    int size;

    if (ms->dtb) {
        ms->fdt = load_device_tree(ms->dtb, &size);
        if (!ms->fdt) {
            error_report("%s is no device tree", ms->dtb);
            exit(1);
        }
    }
    if (!ms->firmware) {
        ms->firmware = g_strdup("none");
    }
    riscv_boot_info_init(&info, &s->harts);
    firmware_end = riscv_find_and_load_firmware(ms, NULL, &start, NULL);
    if (ms->kernel_filename) {
        if (firmware_end > start) {
            kernel = riscv_calc_kernel_start_addr(&info, firmware_end);
        }
        riscv_load_kernel(ms, &info, kernel, false, NULL);
        entry = info.image_low_addr;
        kernel = info.image_high_addr;
    }
    if (ms->fdt) {
        fdt = load_at_end(ms, kernel, firmware_end > start);
    }
    riscv_setup_rom_reset_vec(ms, &s->harts, start, BASE_ROM_WINDOW,
                              SIZE_ROM_WINDOW, entry, fdt);
}

static void k210_machine_init(MachineState *ms)
{
    K210Machine *s = K210_MACHINE(ms);

    create_memory(s);
    create_harts(s);
    create_blocks(s);
    boot(s);
}

static void k210_machine_class_init(ObjectClass *oc, void *data)
{
    static GlobalProperty defaults[] = {
        { TYPE_RISCV_CPU_BASE64, "mmu", "off" },
    };
    MachineClass *mc = MACHINE_CLASS(oc);

    mc->desc = "Kendryte K210 with a test bench on its pads";
    mc->init = k210_machine_init;
    mc->min_cpus = 1;
    mc->default_cpus = 2;
    mc->max_cpus = 2;
    mc->default_cpu_type = TYPE_RISCV_CPU_BASE64;
    mc->default_ram_size = SIZE_SRAM;
    mc->default_ram_id = "k210.sram";
    compat_props_add(mc->compat_props, defaults, G_N_ELEMENTS(defaults));
}

static const TypeInfo k210_machine_types[] = { {
    .name = TYPE_K210_MACHINE,
    .parent = TYPE_MACHINE,
    .instance_size = sizeof(K210Machine),
    .class_init = k210_machine_class_init,
} };
DEFINE_TYPES(k210_machine_types)
