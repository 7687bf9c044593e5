# SPDX-License-Identifier: GPL-2.0-or-later
"""The driver's parts without hardware on the host, where the sanitizers of
addresses and of undefined behaviour watch them: the same suites as in the VM,
with native/shim.h in place of the kernel's headers."""

import os
import re
import subprocess
from pathlib import Path

import ktap
from host.guest import TOP

HERE = Path(__file__).parent
PARTS = [TOP / "driver" / f"{part}.c"
         for part in ("functions", "settings", "pads", "levels", "outputs",
                      "claims", "watch", "bridge-config")]
SUITES = [HERE / "driver" / f"{part}.c" for part in
          ("functions", "settings", "pads", "levels", "outputs", "registers",
           "model-fpioa", "claiming", "claims", "claims-end", "holds",
           "reference", "lending", "watch", "bridge-config")]
NAMES = {"k210-functions", "k210-settings", "k210-pads", "k210-levels",
         "k210-outputs", "k210-claims", "k210-claims-end", "k210-holds",
         "k210-lending", "k210-watch", "k210-config"}


UAPI = TOP / "include" / "uapi"


def write_headers(folder):
    """Each of the kernel's headers that the sources include is the shim."""
    ours = [*UAPI.rglob("*.h")]
    sources = [*(TOP / "driver").glob("*.[ch]"),
               *(HERE / "driver").glob("*.[ch]"), *ours]
    names = {name for source in sources for name in
             re.findall(r"#include <(.*)>", source.read_text())}
    for name in names - {str(path.relative_to(UAPI)) for path in ours}:
        header = folder / name
        header.parent.mkdir(parents=True, exist_ok=True)
        header.write_text('#include "shim.h"\n')


def build(folder):
    write_headers(folder / "include")
    subprocess.run(["gcc", "-std=gnu11", "-g", "-Og", "-Wall", "-Werror",
                    "-fsanitize=address,undefined",
                    "-fno-sanitize-recover=all", "-DK210_GPIO_KUNIT",
                    "-DCONFIG_K210_FPIOA_BRIDGE=1",
                    "-I", folder / "include", "-I", UAPI,
                    "-I", TOP / "driver",
                    "-I", HERE / "native", "-o", folder / "suites",
                    HERE / "native" / "shim.c", *PARTS, *SUITES], check=True)
    return folder / "suites"


def test_no_case_fails_under_the_sanitizers(tmp_path, judge):
    done = subprocess.run([build(tmp_path)], check=False, capture_output=True,
                          text=True, env={**os.environ, "LC_ALL": "C"})
    found = judge(ktap.read(done.stdout.splitlines()), "native")
    assert (done.returncode, done.stderr) == (0, "")
    assert set(found) == NAMES
