# SPDX-License-Identifier: GPL-2.0-or-later
"""The K210 before your eyes: our module drives an LED pad that a probe outside
the chip sees, and reports a button, on both profiles of the VM."""

import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from jig import Jig
from vm_run import CC, VM

HERE = Path(__file__).parent

LED_R, BOOT_KEY = 13, 16        # pads of the Maix Bit; both are active low
BLINKS = 3


class Missing(Exception):
    """A step did not happen."""


class Story:
    """Prints what happens, a numbered paragraph a step."""

    def __init__(self):
        self.steps = 0

    def step(self, text):
        self.steps += 1
        print(f"\n{self.steps}. {text}", flush=True)

    @staticmethod
    def show(text):
        for line in text.splitlines():
            print(f"     {line.expandtabs()}", flush=True)


class Machine:
    """A VM that runs the demo's command, seen from outside."""

    def __init__(self, folder, *arguments):
        socket = folder / "jig"
        self.process = subprocess.Popen(
            [VM, "--jig-socket", socket, "--log", "build/demo", *arguments],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
        try:
            self.jig = Jig(socket, lambda: self.process.poll() is None, 3600)
        except OSError:
            self.__exit__()
            self.fail("the machine did not start")
        self.jig.do(f"pull {BOOT_KEY} up")      # as the board has it
        self.jig.do(f"watch {LED_R}")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    @staticmethod
    def fail(what):
        raise Missing(f"{what} (build/demo/console.log)")

    def section(self, name):
        """The guest's lines up to and without the line "@ NAME"."""
        lines = []
        for line in self.process.stdout:
            if line.startswith("@ "):
                if line.split()[1] != name:
                    self.fail(f"the guest is at {line.strip()!r} where "
                              f"{name!r} should be")
                return "".join(lines)
            lines.append(line)
        self.process.wait()
        self.fail(f"the guest ended before {name!r}")

    def end(self):
        """The guest's last lines; it must end well."""
        rest = self.process.stdout.read()
        if self.process.wait():
            self.fail(f"the guest ended with status {self.process.returncode}")
        return rest


def show_blink(story, machine):
    """What the probe on the LED's pad saw, from the first time it was on."""
    machine.jig.ask("mark")
    edges = [(level, ns) for level, ns in machine.jig.edges(LED_R)
             if level in "01"]
    while edges and edges[0][0] == "1":
        edges.pop(0)
    levels = "".join(level for level, _ in edges)
    if levels != "01" * BLINKS:
        machine.fail(f"the probe on IO{LED_R} saw {levels or 'nothing'}, not "
                     f"{BLINKS} blinks")
    for level, ns in edges:
        story.show(f"{(ns - edges[0][1]) / 1e6:7.1f} ms   IO{LED_R} "
                   f"{'low    LED_R on' if level == '0' else 'high   off'}")


def press_key(story, machine):
    """Once the guest listens; what it says of both edges."""
    if not machine.process.stdout.readline().strip():
        machine.fail("the guest does not listen")
    pad = machine.jig.ask(f"pad {BOOT_KEY}")
    if " pu=1 pd=0 " not in pad:
        machine.fail(f"the key's pad is not pulled up: {pad}")
    story.show(f"(its pad is {pad.split()[2]}, pulled up)")
    for level, edge in (("0", "rising"), ("1", "falling")):
        machine.jig.do(f"drive {BOOT_KEY} {level}")
        said = machine.process.stdout.readline().strip()
        if said != edge:
            machine.fail(f"of the key's edge the guest says {said!r}")
        story.show(f"{said:<8} BOOT_KEY is "
                   f"{'pressed' if level == '0' else 'up'}")
    machine.end()


def with_debian(story, machine):
    machine.section("kernel")
    kernel = machine.section("chips").strip()
    story.step(f"{kernel} runs on mainline's Maix Bit tree with k210-gpio.ko."
               "\n   gpiodetect finds both chips:")
    chips = machine.section("lines")
    for name, label in (("gpiochip0", "38001000.gpio-controller"),
                        ("gpiochip1", "50200000.gpio")):
        if f"{name} [{label}]" not in chips:
            machine.fail(f"gpiodetect does not show {name} as {label}")
    story.show(chips)

    story.step("gpioinfo shows the lines of the red LED and of the key:")
    lines = machine.section("blink")
    if len(re.findall(r"unnamed +input", lines.expandtabs())) != 2:
        machine.fail(f"gpioinfo says {lines.strip()!r}")
    story.show(lines)

    story.step(f"gpioset blinks LED_R. The probe on its pad, IO{LED_R}, sees:")
    machine.section("monitor")
    show_blink(story, machine)

    story.step(f"The jig presses BOOT_KEY, IO{BOOT_KEY}. gpiomon reports:")
    press_key(story, machine)


def without_mmu(story, machine):
    machine.section("blink")
    print("   A static program blinks LED_R:", flush=True)
    machine.section("monitor")
    show_blink(story, machine)

    story.step("and reports the key:")
    press_key(story, machine)


def tell(story, folder):
    with Machine(folder, "--debian", "gpiod", "--put", HERE / "guest.sh",
                 "--", "sh", "/in/guest.sh") as machine:
        with_debian(story, machine)

    story.step("The same module on the chip as it is: 8 MiB, no MMU, two harts "
               "in M-mode.")
    program = folder / "blink"
    subprocess.run([CC, "--profile", "k210", "-Os", "-o", program,
                    HERE / "blink.c"], check=True)
    with Machine(folder, "--profile", "k210", "--put", program, "--",
                 "/in/blink") as machine:
        without_mmu(story, machine)


def main():
    story = Story()
    started = time.monotonic()
    print("A Kendryte K210, emulated to the pads, and a probe outside it.",
          flush=True)
    try:
        with tempfile.TemporaryDirectory() as folder:
            tell(story, Path(folder))
    except (Missing, EOFError, OSError, ValueError,
            subprocess.CalledProcessError) as problem:
        print(f"\ndemo: step {max(story.steps, 1)} did not happen: {problem}",
              file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    print(f"\nAll of it happened, in {time.monotonic() - started:.0f} s.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
