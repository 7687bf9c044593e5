# SPDX-License-Identifier: GPL-2.0-or-later
"""Rules for all files, whatever they are for."""

import re
import subprocess
from pathlib import Path

TOP = Path(__file__).absolute().parent.parent.parent

# The licence of what lies below a folder; the longest one that fits counts.
LICENCES = {
    "": {"GPL-2.0-only", "GPL-2.0-or-later", "MIT"},
    "driver": {"GPL-2.0-only"},
    "dts": {"GPL-2.0-only OR MIT"},
    "include": {"GPL-2.0-only"},
    "include/uapi": {"GPL-2.0-only WITH Linux-syscall-note"},
    "userspace": {"MIT"},
    "tests/qemu/model": {"GPL-2.0-or-later"},
}

# Prose, recorded logs, and what is only read by tools that know no comments.
UNMARKED = (".md", "NEWS", ".gitignore", ".config", ".json", ".tsv",
            ".txt")

# Longer than the rest: a table, and a page where each macro is a line.
LONGEST = 500
LONGER = {"driver/functions.c", "userspace/man/k210-fpioa.4",
          "userspace/man/k210gpio.1"}

# devicetree.org is in each binding's name, and no host that is asked.
NAMES = re.compile(
    r"(?:https?|ftp|git|ssh)://(?!devicetree\.org/)[\w.-]+"   # a host
    r"|\b(?:\d{1,3}\.){3}\d{1,3}\b"         # an address
    r"|/(?:home|root|work)/\w+")            # a place on one machine


def relative(path):
    return path.relative_to(TOP).as_posix()


def read(path):
    return path.read_text(errors="replace")


def is_script(path, interpreter):
    return re.match(rf"#!.*\b{interpreter}\b", read(path))


def run(*command, wanted=lambda line: True, content=(0,)):
    """The lines that a checker printed, those WANTED; none where it is
    content. One that says nothing of the kind and ends with a status that
    isn't CONTENT is a finding itself."""
    done = subprocess.run(command, cwd=TOP, capture_output=True, text=True,
                          check=False)
    lines = [line for line in (done.stdout + done.stderr).splitlines()
             if wanted(line)]
    return lines or ([f"{command[0]} ended with status {done.returncode}"]
                     if done.returncode not in content else [])


def shellcheck(files):
    scripts = [path for path in files
               if path.suffix == ".sh" or is_script(path, "sh")]
    return run("shellcheck", "-f", "gcc", "-s", "sh", "-x",
               "-P", "SCRIPTDIR", *map(relative, scripts))


def manuals(files):
    """By both programs that show them. What pages this machine has, and how
    old its list of them is, says nothing of ours."""
    names = [relative(path) for path in files
             if re.fullmatch(r"\.[1-9]", path.suffix)]
    return run("mandoc", "-T", "lint", "-W", "style", *names,
               wanted=lambda line: "referenced manual not found" not in line
               and "outdated mandoc.db" not in line, content=(0, 1)) + \
        run("groff", "-mdoc", "-Tutf8", "-ww", "-z", *names)


def _python(files):
    return [relative(path) for path in files if path.suffix == ".py"]


def pyflakes(files):
    return run("pyflakes3", *_python(files))


def pycodestyle(files):
    """But tabs: C in a string has them, and Python would refuse its own."""
    return run("pycodestyle", "--max-line-length=80",
               "--ignore=E101,E121,E123,E126,E226,E402,W191,W503,W504",
               *_python(files))


def _licence_of(name):
    folders = [folder for folder in LICENCES
               if not folder or name.startswith(folder + "/")]
    return LICENCES[max(folders, key=len)]


def licences(files):
    found = []
    texts = TOP / "LICENSES"
    for path in files:
        name = relative(path)
        if name.endswith(UNMARKED) or not read(path):
            continue
        head = "\n".join(read(path).splitlines()[:3])
        match = re.search(r"SPDX-License-Identifier: ([\w. -]+?) *(\*/)?$",
                          head, re.M)
        if not match:
            found.append(f"{name}: no SPDX-License-Identifier on top")
        elif match[1] not in _licence_of(name):
            found.append(f"{name}: {match[1]}, not "
                         + " or ".join(sorted(_licence_of(name))))
        else:
            found += [f"{name}: there is no LICENSES/{word}.txt"
                      for word in re.split(" OR | WITH ", match[1])
                      if not (texts / f"{word}.txt").is_file()]
    return found


def names(files):
    """Mirrors and folders differ from machine to machine."""
    return [f"{relative(path)}:{number}: {match[0]}"
            for path in files
            for number, line in enumerate(read(path).splitlines(), 1)
            for match in [NAMES.search(line)] if match]


def sizes(files):
    return [f"{relative(path)}: {count} lines"
            for path in files if relative(path) not in LONGER
            for count in [read(path).count("\n")] if count > LONGEST]


def line_ends(files):
    found = []
    for path in files:
        text = read(path)
        if text and not text.endswith("\n"):
            found.append(f"{relative(path)}: no newline at its end")
        found += [f"{relative(path)}:{number}: white space at its end"
                  for number, line in enumerate(text.split("\n"), 1)
                  if line != line.rstrip()]
    return found
