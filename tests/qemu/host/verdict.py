# SPDX-License-Identifier: GPL-2.0-or-later
"""Was the run good? A pure function of what the run left behind.

Success has to be proven: by the last line that the guest wrote, with the
nonce of this run, and by the absence of everything that means harm.
"""

import re
import signal
from dataclasses import dataclass, field

# Taints that our own test modules bring: out of tree, unsigned, test.
HARMLESS_TAINT = 1 << 12 | 1 << 13 | 1 << 18
TAINTS = {
    0: "proprietary module", 1: "forced load", 2: "kernel out of spec",
    3: "forced unload", 4: "machine check", 5: "bad page",
    6: "user's request", 7: "died (oops or BUG)", 8: "ACPI table",
    9: "warned", 10: "staging driver", 11: "firmware bug", 14: "soft lockup",
    15: "live patch", 16: "auxiliary", 17: "struct randomisation",
}

# What a kernel writes when something is badly wrong. Of a warning and of a
# trace without one, the line that says most is next to what gives it away.
MARKERS = [
    r"Unable to handle kernel", r"[Kk]ernel BUG at", r"Oops\b.*\[#\d+\]",
    r"KASAN:", r"UBSAN:", r"Kernel panic - not syncing", r"\bBUG:",
    r"BUG \S+ \(",
    r"possible circular locking dependency", r"possible recursive locking",
    r"inconsistent lock state", r"suspicious RCU usage",
    r"trying to register non-static key", r"\[ BUG: ",
    r"Invalid wait context", r"ODEBUG:",
    r"irq \d+: nobody cared", r"unexpected IRQ trap",
    r"init suspiciously returned",
    r"blocked for more than \d+ seconds",
    r"rcu: .*detected .*stall", r"soft lockup", r"hard LOCKUP",
    r"refcount_t:", r"unreferenced object 0x", r"WARNING:",
    r"cut here \]-+\n(.*)",
    r"\n.*\bCPU: \d+ .*\bComm: .*\n(?:.*\n){0,2}?.*Call Trace:",
    r"Call Trace:",
]
_STAMP = r"^(?:\[ *\d+\.\d+\](?:\[ *[TC]\d+\])? )?"
_MARKERS = [re.compile(_STAMP + ".*" + marker, re.M) for marker in MARKERS]
# A program that asks for too much memory is no fault of the kernel's: where
# mmap() or execve() without an MMU fails (the kernel says so at the end), or
# a page of its own brings the OOM killer. What the kernel or a module asks for
# is one. Any other line in between is another splat's, and the dump stays.
_LINE = _STAMP.replace("^", "")
_DUMP = (rf"(?:{_LINE}(?:COMPACTION is disabled!!!|CPU: \d+ .*|Tainted: .*"
         rf"|Hardware name: .*)\n){{1,4}}{_LINE}Call Trace:")
_FRAMES = rf"(?:{_LINE}\[<[0-9a-f]+>\].*\n)*"
_MEM_INFO = (
    rf"{_LINE}Mem-Info:\n(?:{_LINE}(?: ?\w*active_\w+:.*| ?unevictable:.*"
    r"| ?slab_reclaimable:.*| ?mapped:.*| ?sec_pagetables:.*"
    r"| ?kernel_misc_reclaimable:.*| ?free:.*|Node \d+ .*|DMA32.*|Normal.*"
    r"|lowmem_reserve.*|\d+ (?:total )?pagecache pages|\d+ pages .*)\n)*")
_NO_MEMORY = re.compile(
    rf"{_STAMP}(?:\S+: page allocation failure: (?:.*GFP_HIGHUSER.*\n{_DUMP}"
    rf"|.*\n{_DUMP}(?=\n{_FRAMES}{_MEM_INFO}{_LINE}nommu: Allocation of ))"
    r"|(?!(?:insmod|modprobe|k\w+d) |\w+/)\S+ invoked oom-killer: "
    rf".*\n{_DUMP})", re.M)
_BOOT = re.compile(_STAMP + r"Linux version ", re.M)
# The kernel's messages as /dev/kmsg has them: level and facility, number,
# microseconds; and lines of a device's name, which nobody needs.
_RECORD = re.compile(r"(\d+),(\d+),(\d+),[^;\n]*;(.*)")
_MESSAGE = re.compile(r"\d+,\d+,\d+,[^;\n]*;| ")
_WARNING, _CONSOLES = 4, 6      # of the kernel's own, the levels up to these
# What init says where it has no better way, and the kernel's last message.
_LAST_WORDS = re.compile(_STAMP + r"(?:init: why=|(?=reboot: ))(.*)", re.M)

# What init counts where the kernel has no kmemleak.
NO_KMEMLEAK = -2

# How the models say that a block is missing, which is no error.
UNMODELLED = "no model: "


@dataclass
class Evidence:
    """What a run left behind; texts, whole."""
    nonce: str
    debug: str = None       # the instrumented kernel's name
    shell: bool = False     # a person was at the console
    result: str = ""        # what came through the verdict channel: the
    #                         kernel's messages, and the last line
    console: str = ""
    qemu_log: str = ""      # guest errors, among notes on missing models
    qemu_stderr: str = ""
    jig_log: str = ""
    qemu_status: int = 0    # as subprocess has it; 0 where we ended it
    timed_out: float = 0    # seconds, when the hard stop was needed


@dataclass
class Verdict:
    status: int = 125       # of the command, where it is known
    files: int = 0          # how packing the files for the host ended
    why: list = field(default_factory=list)     # empty: all is well


def _line_of(match, text):
    start = match.start(match.re.groups)
    end = text.find("\n", start)
    line = text[start:end if end >= 0 else None]
    return re.sub(_STAMP, "", line.strip())


def _from_result(evidence, verdict):
    """False when the last line is not there or not this run's."""
    lines = [line for line in evidence.result.splitlines()
             if not _MESSAGE.match(line)]
    if not lines:
        return False
    if not lines[-1].startswith(f"nonce={evidence.nonce} "):
        verdict.why.append("the guest's last line is not of this run: " +
                           lines[-1])
        return True
    why = re.search(r" why=(.*)", lines[-1])
    if why:
        verdict.why.append(why[1])
        return True
    values = dict(re.findall(r" (\w+)=(-?\d+)", lines[-1]))
    try:
        numbers = {name: int(values[name]) for name in
                   ("status", "files", "taint", "locks", "leaks")}
    except KeyError:
        return False
    if not lines[-1].endswith(" end"):
        return False
    verdict.files = numbers["files"]
    if 0 <= numbers["status"] <= 255:
        verdict.status = numbers["status"]
    else:
        verdict.why.append("the guest lost the command")
    _from_health(numbers, evidence.debug, verdict)
    return True


def _from_health(numbers, debug, verdict):
    taint = numbers["taint"] & ~HARMLESS_TAINT
    if numbers["taint"] < 0:
        verdict.why.append("the guest could not read the kernel's taint")
    elif taint:
        names = [TAINTS.get(bit, f"bit {bit}") for bit in range(64)
                 if taint >> bit & 1]
        verdict.why.append("the kernel is tainted: " + ", ".join(names))
    if numbers["locks"] == 0:
        verdict.why.append("lockdep found a fault in the locking")
        return              # with that, nobody looks for leaks
    if numbers["locks"] < 0 and debug == "lockdep":
        verdict.why.append("the guest could not ask lockdep")
    if numbers["leaks"] > 0:
        verdict.why.append(f"{numbers['leaks']} memory leaks")
    elif numbers["leaks"] == -1 or \
            numbers["leaks"] == NO_KMEMLEAK and debug == "lockdep":
        verdict.why.append("the guest could not look for memory leaks")


def _messages(evidence):
    """(number, level, line as on the console) of the kernel's messages."""
    for record in map(_RECORD.fullmatch, evidence.result.splitlines()):
        if record:
            level, number, time = map(int, record.groups()[:3])
            stamp = f"[{time // 10**6:5d}.{time % 10**6:06d}] "
            text = re.sub(r"\\x([0-9a-f]{2})",
                          lambda code: chr(int(code[1], 16)), record[4])
            yield number, level, "".join(
                f"{stamp}{line}\n" for line in text.split("\n"))


def _beyond_console(evidence, why):
    """What the kernel warned of from where the console lacks something: what
    came too late for it, or while somebody had silenced it."""
    messages = list(_messages(evidence))
    if not messages:
        return ""
    shown = [(number, lines) for number, level, lines in messages
             if level & 7 <= _CONSOLES]
    lacking = [number for number, lines in shown
               if evidence.shell or lines not in evidence.console]
    first, last = messages[0][0], messages[-1][0]
    # what was overwritten before is on a console that has the next one
    if len(messages) != last - first + 1 or not evidence.shell and first and \
            (not shown or shown[0][0] in lacking):
        why.append("messages of the kernel's are lost")
    return "".join(lines for number, level, lines in messages
                   if lacking and number >= lacking[0] and level <= _WARNING)


def _from_logs(evidence, verdict):
    # what a person at the console reads there has been somebody's before
    console = "" if evidence.shell else evidence.console
    lost = []
    end = "" if console.endswith("\n") else "\n"
    said = _NO_MEMORY.sub("", console + end + _beyond_console(evidence, lost))
    found = [match for match in (marker.search(said)
                                 for marker in _MARKERS) if match]
    if found:       # what came first is the cause of the rest
        verdict.why.append("the console says: " + _line_of(
            min(found, key=lambda match: match.start()), said))
    verdict.why += lost
    if len(_BOOT.findall(console)) > 1:
        verdict.why.append("the kernel booted a second time")
    bad = [line for line in evidence.qemu_log.splitlines()
           if line.strip() and not line.startswith(UNMODELLED)]
    if bad:
        verdict.why.append(bad[0] if len(bad) == 1 else
                           f"{bad[0]} (and {len(bad) - 1} more)")
    wrong = [line for line in evidence.jig_log.splitlines()
             if re.match(r"(at \d+ )?error ", line)]
    if wrong:
        verdict.why.append(f"the jig script: {wrong[0]}")


def _from_end(evidence, verdict, told):
    """How the machine ended, where that was not as it should."""
    last = None if told else _LAST_WORDS.search(evidence.console)
    if last and not verdict.why:
        verdict.why.append("the console says: " + last[1])
    if evidence.timed_out:
        verdict.why.append(f"timed out after {evidence.timed_out:g} s")
        return
    if not told or evidence.qemu_status:
        stderr = evidence.qemu_stderr.strip().splitlines()
        if stderr and not verdict.why:
            verdict.why.append(f"QEMU: {stderr[-1]}")
    if evidence.qemu_status < 0:
        name = signal.Signals(-evidence.qemu_status).name
        verdict.why.append(f"QEMU was ended by {name}")
    elif evidence.qemu_status:
        verdict.why.append(f"QEMU ended with status {evidence.qemu_status}")
    if not told:
        verdict.why.append("the guest ended without a word")


def judge(evidence):
    """The Verdict on a run; what it lists first is the best reason."""
    verdict = Verdict()
    told = _from_result(evidence, verdict)
    from_result, verdict.why = verdict.why, []
    _from_logs(evidence, verdict)
    verdict.why += from_result
    if not (verdict.why or evidence.shell or evidence.qemu_status) and \
            not _BOOT.search(evidence.console):
        verdict.why.append("the console's log has no kernel's start" if told
                           else "the kernel never started")
    _from_end(evidence, verdict, told)
    return verdict
