# SPDX-License-Identifier: GPL-2.0-or-later
"""What the VM merges into a board's tree."""

import struct

import pytest

from host import devicetree, fdt
from host.problem import Usage
from test_fdt import boards, empty, nested, shape

# Newer kernels bring a K230's trees too.
BOARDS = {path.name: path for path in boards()}
K210 = [name for name in BOARDS if not name.startswith("k230")]
PROFILES = {"k210-mmu": {"memory": 1 << 30, "mmu": True},
            "k210": {"memory": 8 << 20, "mmu": False}}
SEED = bytes(range(32))
HARTS = ["cpu@0", "cpu@1"]


def words(node, prop):
    value = node.props[prop]
    return list(struct.unpack(f">{len(value) // 4}I", value))


def board():
    """A little K210, in the shape of mainline's k210.dtsi."""
    tree = fdt.Tree(empty())
    root = tree.root
    root.set("#address-cells", 1)
    root.set("#size-cells", 1)
    root.set("compatible", "sipeed,maix-bit", "canaan,kendryte-k210")
    root.child("aliases").set("serial0", "/soc/serial@38000000")
    root.child("chosen").set("bootargs", "earlycon console=ttySIF0")
    root.child("chosen").set("linux,initrd-start", 0x80400000)
    for hart in range(2):
        cpu = root.child("cpus").child(f"cpu@{hart}")
        cpu.set("i-cache-size", 0x8000)
        cpu.set("phandle", 1 + hart)
        cpu.child("interrupt-controller").set("phandle", 5 + hart)
    root.child("cpus").child("cpu-map").child("cluster0")
    memory = root.child("memory@80000000")
    memory.set("device_type", "memory")
    memory.set("reg", 0x80000000, 0x400000, 0x80400000, 0x400000)
    soc = root.child("soc")
    clint = soc.child("timer@2000000")
    clint.set("compatible", "canaan,k210-clint", "sifive,clint0")
    clint.set("interrupts-extended", 5, 3, 5, 7, 6, 3, 6, 7)
    plic = soc.child("interrupt-controller@c000000")
    plic.set("compatible", "canaan,k210-plic", "sifive,plic-1.0.0")
    plic.set("interrupts-extended", 5, 11, 6, 11)
    plic.set("phandle", 4)
    serial = soc.child("serial@38000000")
    serial.set("compatible", "canaan,k210-uarths", "sifive,uart0")
    serial.set("interrupt-parent", 4)
    return tree


def merge(blob, *, memory=1 << 30, mmu=True, harts=2):
    return fdt.Tree(devicetree.merge(
        blob, "FILE", harts=harts, memory=memory, mmu=mmu,
        bootargs="rdinit=/init", seed=SEED))


@pytest.fixture(params=["small", *K210])
def blob(request):
    if request.param == "small":
        return board().blob()
    return BOARDS[request.param].read_bytes()


@pytest.fixture(params=PROFILES)
def machine(request):
    return PROFILES[request.param]


def node_of(tree, path):
    return dict(tree.root.walk())[path]


def compatible(tree, text):
    node, = (node for _, node in tree.root.walk()
             if text in node.strings("compatible"))
    return node


def test_memory_is_the_profiles_alone(blob, machine):
    root = merge(blob, **machine).root
    nodes = [(name, node) for name, node in root.children.items()
             if node.strings("device_type") == ["memory", ""]]
    assert [name for name, _ in nodes] == ["memory@80000000"]
    assert words(nodes[0][1], "reg") == [0x80000000, machine["memory"]]


@pytest.mark.parametrize("address, size, reg", [
    (1, 1, [0x80000000, 1 << 30]), (2, 1, [0, 0x80000000, 1 << 30]),
    (2, 2, [0, 0x80000000, 0, 1 << 30]),
    (None, None, [0, 0x80000000, 1 << 30])])    # the specification's own
def test_the_roots_cells_say_how_memory_is_written(address, size, reg):
    tree = board()
    for prop, cells in (("#address-cells", address), ("#size-cells", size)):
        del tree.root.props[prop]
        if cells:
            tree.root.set(prop, cells)
    merged = merge(tree.blob())
    assert words(node_of(merged, "/memory@80000000"), "reg") == reg
    assert len(words(node_of(merged, "/vm-bench@70001000"), "reg")) == \
        len(reg)


def test_memory_of_another_name_goes():
    tree = board()
    tree.root.children["memory@0"] = tree.root.children.pop("memory@80000000")
    assert "memory@0" not in merge(tree.blob()).root.children


def test_harts_are_the_vms_own(blob, machine):
    cpus = merge(blob, **machine).root.children["cpus"]
    assert list(cpus.children) == HARTS
    assert cpus.number("timebase-frequency") == 7800000
    assert (cpus.number("#address-cells"), cpus.number("#size-cells")) == (1,
                                                                           0)
    for number, name in enumerate(HARTS):
        cpu = cpus.children[name]
        assert cpu.number("reg") == number
        assert cpu.strings("device_type") == ["cpu", ""]
        assert cpu.strings("riscv,isa") == ["rv64imafdc", ""]
        assert cpu.strings("mmu-type") == [
            "riscv,sv39" if machine["mmu"] else "riscv,none", ""]
        assert "i-cache-size" not in cpu.props
        intc = cpu.children["interrupt-controller"]
        assert intc.props["interrupt-controller"] == b""
        assert intc.number("#interrupt-cells") == 1
        assert intc.strings("compatible") == ["riscv,cpu-intc", ""]


@pytest.mark.parametrize("harts", [1, 2])
def test_interrupts_reach_each_hart(blob, harts):
    tree = merge(blob, harts=harts)
    cpus = tree.root.children["cpus"]
    assert list(cpus.children) == HARTS[:harts]
    intcs = [cpus.children[name].children["interrupt-controller"].number(
        "phandle") for name in HARTS[:harts]]
    # causes: machine software 3 and timer 7; external 11, supervisor's 9
    assert words(compatible(tree, "sifive,clint0"), "interrupts-extended") \
        == [word for intc in intcs for word in (intc, 3, intc, 7)]
    assert words(compatible(tree, "sifive,plic-1.0.0"),
                 "interrupts-extended") \
        == [word for intc in intcs for word in (intc, 11, intc, 9)]


def test_no_two_nodes_share_a_phandle(blob, machine):
    handles = [node.number("phandle")
               for _, node in merge(blob, **machine).root.walk()
               if "phandle" in node.props]
    assert len(set(handles)) == len(handles)


def test_chosen_is_the_vms_own(blob, machine):
    chosen = merge(blob, **machine).root.children["chosen"]
    assert chosen.props == {
        "bootargs": b"rdinit=/init\0", "rng-seed": SEED,
        "stdout-path": b"/serial@70000000\0"}
    assert not chosen.children


def test_the_console_has_a_clock_an_interrupt_and_an_alias(blob, machine):
    tree = merge(blob, **machine)
    node = node_of(tree, "/serial@70000000")
    plic = compatible(tree, "sifive,plic-1.0.0")
    clock, = (other for _, other in tree.root.walk()
              if other.props.get("phandle") == node.props["clocks"])
    assert node.strings("compatible") == [
        "canaan,k210-uarths", "sifive,uart0", ""]
    assert words(node, "reg") == [0x70000000, 0x1000]
    assert node.number("interrupts") == 25
    assert node.number("interrupt-parent") == plic.number("phandle")
    assert clock.strings("compatible") == ["fixed-clock", ""]
    assert clock.number("clock-frequency") == 26000000
    aliases = tree.root.children["aliases"]
    assert aliases.strings("serial7") == ["/serial@70000000", ""]


def test_the_bench_has_a_node(blob, machine):
    tree = merge(blob, **machine)
    node = node_of(tree, "/vm-bench@70001000")
    assert node.strings("compatible") == ["k210-gpio,bench", ""]
    assert words(node, "reg") == [0x70001000, 0x1000]
    assert node.number("interrupts") == 26
    assert node.number("interrupt-parent") == \
        compatible(tree, "sifive,plic-1.0.0").number("phandle")


def test_all_else_stays_as_it_is(blob, machine):
    ours = {"cpus", "chosen", "memory@80000000", "vm-clock",
            "serial@70000000", "vm-bench@70001000"}

    def rest(tree):
        for text in ("sifive,clint0", "sifive,plic-1.0.0"):
            compatible(tree, text).props.pop("interrupts-extended")
        compatible(tree, "sifive,plic-1.0.0").props.pop("phandle", None)
        tree.root.child("aliases").props.pop("serial7", None)
        return [dict(tree.root.props), *(
            (name, shape(node)) for name, node in tree.root.children.items()
            if name not in ours)]

    before, after = fdt.Tree(blob), merge(blob, **machine)
    assert rest(before) == rest(after)
    assert before.reserved == after.reserved


def test_merging_twice_changes_nothing_more(blob):
    once = merge(blob)
    assert shape(merge(once.blob()).root)[0] == shape(once.root)[0]
    assert set(dict(merge(once.blob()).root.walk())) == \
        set(dict(once.root.walk()))


def test_equal_trees_give_equal_bytes(blob):
    assert merge(blob).blob() == merge(blob).blob()


# ---- what is no K210's tree -------------------------------------------------

@pytest.mark.parametrize("garbage", [b"", b"root:x:0:0\n" * 9, bytes(200),
                                     board().blob()[:-9], nested(2000)],
                         ids=["empty", "text", "zeros", "cut", "deep"])
def test_garbage_is_wrong_usage(garbage):
    with pytest.raises(Usage) as caught:
        merge(garbage)
    assert str(caught.value) == "FILE is no device tree"


@pytest.mark.parametrize("name, text", [
    ("timer@2000000", "sifive,clint0"),
    ("interrupt-controller@c000000", "sifive,plic-1.0.0")])
@pytest.mark.parametrize("count", [0, 2])
def test_a_tree_without_one_of_a_k210s_blocks_is_wrong_usage(
        name, text, count):
    tree = board()
    node = tree.root.children["soc"].children.pop(name)
    for number in range(count):
        tree.root.children[f"another@{number}"] = node
    with pytest.raises(Usage) as caught:
        merge(tree.blob())
    assert str(caught.value) == (f"FILE has {count} nodes that are compatible "
                                 f"with {text}, not one")


@pytest.mark.parametrize("prop", ["#address-cells", "#size-cells"])
@pytest.mark.parametrize("cells", [0, 5, 255])
def test_cells_that_hold_no_address_are_wrong_usage(prop, cells):
    tree = board()
    tree.root.set(prop, cells)
    with pytest.raises(Usage):
        merge(tree.blob())


@pytest.mark.parametrize("value", [b"\xff" * 4, b"\xff" * 8, b"\1" * 5],
                         ids=["last", "long", "odd"])
def test_a_phandle_that_leaves_no_room_for_more_is_wrong_usage(value):
    tree = board()
    tree.root.child("odd").set("phandle", value)
    with pytest.raises(Usage):
        merge(tree.blob())


def test_a_tree_with_a_flipped_byte_is_merged_or_wrong_usage():
    blob = board().blob()
    ends = set()
    for at in range(len(blob)):
        broken = bytearray(blob)
        broken[at] ^= 0x01
        try:
            merge(bytes(broken))
            ends.add("merged")
        except Usage:
            ends.add("refused")
    assert ends == {"merged", "refused"}
