# SPDX-License-Identifier: GPL-2.0-or-later
"""Programs in the guest that are run, talked to and ended, by stage.c; many in
one boot: all is said first, and looked at once it has happened."""

import json
import re
from dataclasses import dataclass


@dataclass
class End:
    """How a program ended, and what it printed."""
    status: int
    out: str
    err: str

    @property
    def document(self):
        """The one JSON document that it printed."""
        return json.loads(self.out)


def _end(answer):
    status, out, err = answer.split()
    return End(int(status), *(bytes.fromhex(text[1:]).decode()
                              for text in (out, err)))


class Stage:
    """Each call gives a function, for what came of it."""

    def __init__(self):
        self._commands = []
        self._answers = None
        self._musts = []        # commands that have to be answered by 0

    def _say(self, read, *words):
        assert not any(re.search("[\t\n]", word) for word in words)
        self._commands.append("\t".join(words))
        number = len(self._commands) - 1
        return lambda: read(self._answers[number])

    def _must(self, *words):
        self._musts.append(len(self._commands))
        self._say(str, *words)

    def run(self, *words):
        return self._say(_end, "run", *words)

    def start(self, *words, until=None):
        self._must("start", *words)
        if until:
            self.until(until)

    def until(self, text):
        """It has printed that, and goes on."""
        self._must("await", text)

    def more(self):
        """Gives it time to print something, if it does."""
        self._say(str, "more")

    def type(self, line):
        self._say(str, "type", line)

    def signal(self, number):
        self._say(str, "signal", str(int(number)))

    def deaf(self):
        self._say(str, "deaf")

    def end(self):
        return self._say(_end, "end")

    def jig(self, request):
        """Edges that were seen, and its answer, with a ; behind each."""
        return self._say(str, "jig", request)

    def moved(self, pad, edges):
        """As many of a pad that the jig watches have been seen."""
        self._say(str, "jig-edges", str(pad), str(edges))

    def level(self, pad):
        return self._say(lambda answer: answer.rstrip(";").split()[-1],
                         "jig", f"level {pad}")

    def pad(self, pad):
        """What the chip does with it: {"fn": "GPIOHS3", ...}."""
        return self._say(
            lambda answer: dict(word.split("=") for word
                                in answer.rstrip(";").split()
                                if "=" in word),
            "jig", f"pad {pad}")

    def environment(self, name, value):
        self._say(str, "set", f"{name}={value}")

    def play(self, vm, program, *options):
        """Has all of it happen, in the VM."""
        ran = vm("--put", program, *options, command=[f"/in/{program.name}"],
                 stdin="".join(f"{line}\n" for line
                               in self._commands).encode())
        assert ran.status == 0, ran.stderr
        self._answers = ran.text.split("\n")[:-1]
        assert len(self._answers) == len(self._commands), ran.stderr
        for number in self._musts:
            assert self._answers[number] == "0", self._commands[number]
