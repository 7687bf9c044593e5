# SPDX-License-Identifier: GPL-2.0-or-later
"""Reading and writing flattened device trees."""

import shutil
import struct
import subprocess

import pytest

from host import fdt, kernel

# Linux gives up below this: FDT_MAX_DEPTH in drivers/of/fdt.c.
DEEP = 64

# What of a header we do not need: size of strings and of structs, version,
# boot cpu.
IDLE = {*range(20, 24), *range(28, 40)}


def empty():
    """A tree of a root alone, made by hand after the specification."""
    structs = struct.pack(">IIII", fdt.BEGIN_NODE, 0, fdt.END_NODE, fdt.END)
    return fdt.HEADER.pack(fdt.MAGIC, 72, 56, 72, 40, 17, 16, 0, 0,
                           len(structs)) + bytes(16) + structs


def small():
    tree = fdt.Tree(empty())
    tree.reserved = [(0x80000000, 0x10000)]
    tree.root.set("#address-cells", 1)
    tree.root.set("model", "small")
    node = tree.root.child("node@1")
    node.set("reg", 1, 2)
    node.set("flag")
    node.child("below").set("odd", b"\1\2\3")
    return tree


def shape(node):
    """A node in plain Python, its properties and children in order."""
    return (list(node.props.items()),
            [(name, shape(child)) for name, child in node.children.items()])


def again(tree):
    return fdt.Tree(tree.blob())


def test_a_tree_by_hand_is_read():
    tree = fdt.Tree(empty())
    assert (shape(tree.root), tree.reserved, tree.cpu) == (([], []), [], 0)


def test_an_empty_tree_is_written_as_by_hand():
    assert fdt.Tree(empty()).blob() == empty()


def test_a_tree_comes_back_as_it_was():
    tree = small()
    assert shape(again(tree).root) == shape(tree.root)
    assert again(tree).blob() == tree.blob()


def test_values_are_strings_numbers_and_bytes():
    node = fdt.Node()
    node.set("prop", "a", 0x01020304, b"\xff")
    assert node.props["prop"] == b"a\0\1\2\3\4\xff"
    assert node.strings("none") == [""]
    assert node.number("none") is None and node.number("none", 7) == 7


def test_empty_properties_stay_and_have_no_number():
    node = again(small()).root.children["node@1"]
    assert node.props["flag"] == b""
    assert node.number("flag", 3) == 3


@pytest.mark.parametrize("size", range(9))
def test_properties_of_any_length_keep_what_follows(size):
    tree = small()
    tree.root.set("long", bytes(range(size)))
    tree.root.set("last", 5)
    assert again(tree).root.props["long"] == bytes(range(size))
    assert again(tree).root.number("last") == 5


@pytest.mark.parametrize("name", ["a", "ab", "abc", "abcd", "serial@38000000",
                                  "n" * 300])
def test_names_of_any_length_keep_what_follows(name):
    tree = small()
    tree.root.child(name).set(name, 1)
    tree.root.child("after").set("x", 2)
    assert shape(again(tree).root) == shape(tree.root)


def test_reserved_memory_and_the_boot_cpu_stay():
    tree = small()
    tree.cpu = 1
    tree.reserved.append((1 << 40, 2 << 40))
    assert again(tree).reserved == [(0x80000000, 0x10000), (1 << 40, 2 << 40)]
    assert again(tree).cpu == 1


def test_no_operations_are_passed_over():
    nop = struct.pack(">I", fdt.NOP)
    blob = empty()
    blob = blob[:56] + nop + blob[56:64] + nop + blob[64:]
    blob = blob[:4] + struct.pack(">I", len(blob)) + blob[8:]
    assert shape(fdt.Tree(blob).root) == ([], [])


def nested(depth):
    structs = b"".join([struct.pack(">I4s", fdt.BEGIN_NODE, b"n")] * depth +
                       [struct.pack(">I", fdt.END_NODE)] * depth +
                       [struct.pack(">I", fdt.END)])
    end = 56 + len(structs)
    return fdt.HEADER.pack(fdt.MAGIC, end, 56, end, 40, 17, 16, 0, 0,
                           len(structs)) + bytes(16) + structs


def test_a_tree_as_deep_as_linux_takes_it_comes_back():
    tree = fdt.Tree(nested(DEEP - 1))
    assert len(list(tree.root.walk())) == DEEP - 1
    assert shape(again(tree).root) == shape(tree.root)


def test_a_tree_too_deep_to_walk_is_refused_when_read():
    with pytest.raises(ValueError):
        fdt.Tree(nested(100000))


def test_walk_tells_paths():
    assert [path for path, _ in small().root.walk()] == [
        "/", "/node@1", "/node@1/below"]


def test_phandles_are_given_once_and_are_new():
    tree = small()
    tree.root.child("one").set("phandle", 7)
    node = tree.root.child("two")
    assert tree.phandle(node) == 8 == tree.phandle(node)
    assert node.props["phandle"] == b"\0\0\0\x08"
    assert tree.phandle(tree.root.child("three")) == 9
    assert tree.phandle(tree.root.child("one")) == 7


# ---- what is no tree --------------------------------------------------------

@pytest.mark.parametrize("blob", [
    b"", b"\0", b"text\n" * 40, bytes(200), b"\xff" * 200,
    b"\xd0\x0d\xfe\xed", empty()[:-1], empty()[:40],
    b"\x7fELF" + empty()[4:]])
def test_what_is_no_tree_is_a_value_error(blob):
    with pytest.raises(ValueError):
        fdt.Tree(blob)


def test_a_tree_cut_anywhere_is_a_value_error():
    blob = small().blob()
    for length in range(len(blob)):
        with pytest.raises(ValueError):
            fdt.Tree(blob[:length])


def test_a_tree_that_should_be_longer_is_a_value_error():
    blob = small().blob()
    with pytest.raises(ValueError):
        fdt.Tree(blob[:4] + struct.pack(">I", len(blob) + 1) + blob[8:])
    assert fdt.Tree(blob + b"more")


def test_a_newer_format_is_refused():
    blob = bytearray(empty())
    blob[27] = 18       # the last version that it is compatible with
    with pytest.raises(ValueError):
        fdt.Tree(bytes(blob))


@pytest.mark.parametrize("flip", [0x01, 0x02, 0x04, 0x08, 0x80, 0xff])
def test_a_tree_with_a_flipped_byte_is_read_or_a_value_error(flip):
    blob = small().blob()
    refused = set()
    for at in range(len(blob)):
        broken = bytearray(blob)
        broken[at] ^= flip
        try:
            fdt.Tree(bytes(broken)).blob()
        except ValueError:
            refused.add(at)
    assert {0, 1, 2, 3} <= refused
    assert not refused & IDLE


@pytest.mark.parametrize("token", [0, 5, 8, 10, 0xffffffff])
def test_an_unknown_token_is_a_value_error(token):
    blob = empty()
    blob = blob[:64] + struct.pack(">I", token) + blob[64:]
    with pytest.raises(ValueError):
        fdt.Tree(blob)


@pytest.mark.parametrize("tokens", [
    [fdt.END], [fdt.END_NODE, fdt.END], [fdt.BEGIN_NODE, 0, fdt.END],
    [fdt.PROP, 0, 0, fdt.END], [fdt.BEGIN_NODE, 0, fdt.END_NODE,
                                fdt.END_NODE, fdt.END],
    [fdt.BEGIN_NODE, 0, fdt.END_NODE], [fdt.BEGIN_NODE],
    [fdt.BEGIN_NODE, 0, fdt.PROP, 1 << 31, 0, fdt.END_NODE, fdt.END]])
def test_nodes_that_do_not_close_are_a_value_error(tokens):
    structs = struct.pack(f">{len(tokens)}I", *tokens)
    end = 56 + len(structs)
    with pytest.raises(ValueError):
        fdt.Tree(fdt.HEADER.pack(fdt.MAGIC, end + 1, 56, end, 40, 17, 16, 0,
                                 1, len(structs)) + bytes(16) + structs
                 + b"\0")


# ---- trees that others wrote ------------------------------------------------

def boards():
    """Mainline's own trees."""
    return sorted((kernel.Kernel("k210").folder /
                   "arch/riscv/boot/dts/canaan").glob("*.dtb"))


DTS = """\
/dts-v1/;
/memreserve/ 0x80000000 0x1000;
/ {
	#address-cells = <1>;
	compatible = "canaan,kendryte-k210";
	empty;
	odd = [01 02 03];
	node@1 { reg = <1>; label: below { phandle = <9>; name-only; }; };
	user { ref = <&label>; text = "a", "b"; };
};
"""


def compiled(words, text):
    if not shutil.which("dtc"):
        pytest.skip("dtc is not installed")
    return subprocess.run(["dtc", "-q", *words], input=text, check=True,
                          capture_output=True).stdout


@pytest.fixture(params=[path.name for path in boards()] or ["compiled"])
def foreign(request):
    if request.param == "compiled":
        return compiled(["-I", "dts", "-O", "dtb"], DTS.encode())
    return {path.name: path for path in boards()}[request.param].read_bytes()


def test_a_foreign_tree_comes_back_as_it_was(foreign):
    tree = fdt.Tree(foreign)
    assert len(list(tree.root.walk())) > 3
    assert shape(again(tree).root) == shape(tree.root)
    assert again(tree).reserved == tree.reserved


def test_what_dtc_wrote_is_read_as_it_was_meant():
    tree = fdt.Tree(compiled(["-I", "dts", "-O", "dtb"], DTS.encode()))
    root = tree.root
    assert tree.reserved == [(0x80000000, 0x1000)]
    assert root.props["empty"] == b"" and root.props["odd"] == b"\1\2\3"
    assert root.strings("compatible") == ["canaan,kendryte-k210", ""]
    assert root.children["user"].strings("text") == ["a", "b", ""]
    assert root.children["user"].number("ref") == 9


def test_dtc_reads_what_we_write(foreign):
    """As text, where the two writers' free choices do not show."""
    words = ["-I", "dtb", "-O", "dts", "-s"]
    assert compiled(words, fdt.Tree(foreign).blob()) == \
        compiled(words, foreign)
