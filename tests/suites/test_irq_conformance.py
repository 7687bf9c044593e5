# SPDX-License-Identifier: GPL-2.0-or-later
"""The seventeen cases of the kernel's KUnit test for Qualcomm's TLMM, on the
K210's chips and on gpio-sim."""

import pytest

from irqs import build_consumer
from script import GPIO, GPIOHS, PROGRAM, Script
from suites.irq_conformance import OfK210, OfSim, trials
from trees import routed_tree

PROFILE = "k210-mmu"


@pytest.fixture
def outcomes(vm, compiled, once, tmp_path_factory):
    """outcomes(LINE, OPTION, ..., start=COMMANDS): how the cases went."""
    def consumer():
        return build_consumer(tmp_path_factory.mktemp("consumer"), PROFILE)

    def run(line, *options, start=()):
        script = Script()
        cases = trials(script, line)
        ran = vm("--icount", "--put", compiled(PROFILE, *PROGRAM),
                 "--put", once(build_consumer, consumer), *options,
                 command=["sh", "-ec", "\n".join([
                     *start, "insmod k210-consumer.ko", "exec /in/lines"])],
                 stdin=script.text.encode())
        assert ran.status == 0, ran.stderr
        script.answered(ran.text)
        return {name: case.outcome() for name, case in cases.items()}
    return run


@pytest.mark.comparison
@pytest.mark.parametrize("block, label", [("gpiohs", GPIOHS), ("gpio", GPIO)],
                         ids=["gpiohs", "gpio"])
def test_interrupts_are_counted(outcomes, told, tmp_path, driver, block,
                                label):
    told("interrupts", block, outcomes(
        OfK210(label), "--driver", driver, "--dtb",
        routed_tree(tmp_path, PROFILE)))


def test_interrupts_are_counted_on_gpio_sim(outcomes, told):
    told("interrupts", "sim", outcomes(
        OfSim(), "--driver", "none", start=OfSim.START))
