# SPDX-License-Identifier: GPL-2.0-or-later
"""Merges into a board's tree what the VM has of its own: memory, cpus,
chosen, a console and the door to the test bench. All else stays as it is."""

from .fdt import Tree
from .problem import Usage

ISA = "rv64imafdc"
TIMEBASE_HZ = 7800000
CLINT, PLIC = "sifive,clint0", "sifive,plic-1.0.0"

# Where the model has them: tests/qemu/model/k210_machine.c.
MEMORY_BASE = 0x80000000
CONSOLE_BASE, CONSOLE_IRQ = 0x70000000, 25
BENCH_BASE, BENCH_IRQ = 0x70001000, 26
CONSOLE_HZ = 26000000
CONSOLE_ALIAS = "serial7"
CONSOLE_TTY = "ttySIF7"

# A hart's interrupts, by the privileged specification's cause numbers.
M_SOFT, M_TIMER, S_EXTERNAL, M_EXTERNAL = 3, 7, 9, 11


def _check(tree, name):
    """What would otherwise not fit where we write it."""
    for prop, default in (("#address-cells", 2), ("#size-cells", 1)):
        if not 1 <= tree.root.number(prop, default) <= 4:
            raise Usage(f"{name} has a root with a wrong {prop}")
    for path, node in tree.root.walk():
        handle = node.props.get("phandle", b"\0\0\0\1")
        if len(handle) != 4 or handle >= b"\xff\xff\xff\x00":
            raise Usage(f"{name} has a wrong phandle in {path}")


def _one_compatible(tree, name, text):
    nodes = [node for _, node in tree.root.walk()
             if text in node.strings("compatible")]
    if len(nodes) != 1:
        raise Usage(f"{name} has {len(nodes)} nodes that are compatible "
                    f"with {text}, not one")
    return nodes[0]


def _add_hart(tree, cpus, hart, mmu):
    """Returns the phandle of the hart's interrupt controller."""
    cpu = cpus.child(f"cpu@{hart}")
    cpu.set("device_type", "cpu")
    cpu.set("compatible", "canaan,k210", "riscv")
    cpu.set("reg", hart)
    cpu.set("riscv,isa", ISA)
    cpu.set("mmu-type", "riscv,sv39" if mmu else "riscv,none")
    intc = cpu.child("interrupt-controller")
    intc.set("#interrupt-cells", 1)
    intc.set("interrupt-controller")
    intc.set("compatible", "riscv,cpu-intc")
    return tree.phandle(intc)


def _merge_harts(tree, name, harts, mmu):
    """Returns the PLIC's phandle."""
    clint = _one_compatible(tree, name, CLINT)
    plic = _one_compatible(tree, name, PLIC)
    timers, contexts = [], []

    tree.root.children.pop("cpus", None)
    cpus = tree.root.child("cpus")
    cpus.set("#address-cells", 1)
    cpus.set("#size-cells", 0)
    cpus.set("timebase-frequency", TIMEBASE_HZ)
    for hart in range(harts):
        intc = _add_hart(tree, cpus, hart, mmu)
        timers += [intc, M_SOFT, intc, M_TIMER]
        contexts += [intc, M_EXTERNAL, intc, S_EXTERNAL]
    clint.set("interrupts-extended", *timers)
    plic.set("interrupts-extended", *contexts)
    return tree.phandle(plic)


def _merge_memory(root, reg, memory):
    for name in [name for name, node in root.children.items()
                 if "memory" in node.strings("device_type")]:
        del root.children[name]
    node = root.child(f"memory@{MEMORY_BASE:x}")
    node.set("device_type", "memory")
    node.set("reg", reg(MEMORY_BASE, memory))


def _merge_bench(tree, reg, plic):
    """The console and the door; returns the console's path."""
    clock = tree.root.child("vm-clock")
    clock.set("compatible", "fixed-clock")
    clock.set("#clock-cells", 0)
    clock.set("clock-frequency", CONSOLE_HZ)

    console = f"serial@{CONSOLE_BASE:x}"
    node = tree.root.child(console)
    node.set("compatible", "canaan,k210-uarths", "sifive,uart0")
    node.set("reg", reg(CONSOLE_BASE, 0x1000))
    node.set("interrupt-parent", plic)
    node.set("interrupts", CONSOLE_IRQ)
    node.set("clocks", tree.phandle(clock))

    node = tree.root.child(f"vm-bench@{BENCH_BASE:x}")
    node.set("compatible", "k210-gpio,bench")
    node.set("reg", reg(BENCH_BASE, 0x1000))
    node.set("interrupt-parent", plic)
    node.set("interrupts", BENCH_IRQ)
    return f"/{console}"


def parse(blob, name):
    """A K210's tree, which NAME is called in messages."""
    try:
        tree = Tree(blob)
    except ValueError as error:
        raise Usage(f"{name} is no device tree") from error
    _check(tree, name)
    for text in (CLINT, PLIC):
        _one_compatible(tree, name, text)
    return tree


def merge(blob, name, *, harts, memory, mmu, bootargs, seed):
    """The tree with which the VM boots, from a board's tree BLOB, which NAME
    is called in messages."""
    tree = parse(blob, name)
    root = tree.root
    address_cells = root.number("#address-cells", 2)
    size_cells = root.number("#size-cells", 1)

    def reg(base, size):
        return (base.to_bytes(4 * address_cells, "big") +
                size.to_bytes(4 * size_cells, "big"))

    plic = _merge_harts(tree, name, harts, mmu)
    _merge_memory(root, reg, memory)
    console = _merge_bench(tree, reg, plic)
    root.child("aliases").set(CONSOLE_ALIAS, console)
    root.children.pop("chosen", None)
    chosen = root.child("chosen")
    chosen.set("bootargs", bootargs)
    chosen.set("stdout-path", console)
    chosen.set("rng-seed", seed)
    return tree.blob()
