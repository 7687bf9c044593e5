# SPDX-License-Identifier: GPL-2.0-or-later
"""Debian packages: on this machine, as sources, and for the guest.

Sources and guest packages come through an apt configuration of our own, kept
in the cache, which names more suites of the mirror that this machine uses.
"""

import os
import re
import shutil
import subprocess
import time
from pathlib import Path

from . import cache, progress
from .problem import DiskFull, Problem

# Where sources and guest packages may come from; newest version first. The
# machine's own suite and its security suite come on top.
GUEST_SUITE = "trixie"
SUITES = (GUEST_SUITE, "trixie-backports")
GUEST_ARCHITECTURE = "riscv64"

FRESH_S = 3600      # how long fetched lists serve
LOCK_S = 600        # how long another apt may take

# What there is to fetch of a package, and how: the package, its source, or of
# that only what others wrote, without Debian's changes.
KINDS = {"package": ["download"],
         "source": ["source", "--download-only"],
         "original": ["source", "--download-only", "--tar-only"]}

# Without it, apt-get update is content with what it could not fetch.
STRICT = ["-o", "APT::Update::Error-Mode=any"]

KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")


def _query(command):
    done = subprocess.run(command, capture_output=True, text=True, check=False,
                          stdin=subprocess.DEVNULL,
                          env={**os.environ, "LC_ALL": "C"})
    return done.stdout


class NotThere(Problem):
    """The mirror has no such package."""


# ---- this machine -----------------------------------------------------------

def install(packages):
    """Installs what this machine lacks of PACKAGES."""
    known = _query(["dpkg-query", "-W", "-f",
                    "${Package} ${db:Status-Status}\n", *packages])
    present = {line.split()[0] for line in known.splitlines()
               if line.endswith(" installed")}
    missing = [name for name in packages if name not in present]
    if not missing:
        return
    if not shutil.which("apt-get"):
        raise Problem("these Debian packages are needed, and apt-get is not "
                      "here to install them: " + " ".join(missing))
    root = ["env", "DEBIAN_FRONTEND=noninteractive"]
    if os.geteuid() != 0:
        root = ["sudo", "-n", *root]
        if not shutil.which("sudo"):
            raise Problem("install these packages first, or run this as root: "
                          "apt-get install " + " ".join(missing))
    with cache.lock("install"):
        _install(root, missing)


def _install(root, packages):
    """ROOT is what makes a command root's."""
    log = cache.root() / "log" / "apt-install.log"
    command = [*root, "apt-get", "-o", f"DPkg::Lock::Timeout={LOCK_S}",
               "install", "-y", "--no-install-recommends", *packages]
    title = f"installing {len(packages)} Debian packages"

    def run(title, command):
        progress.run(title, command, log, to_the_end=True)

    try:
        run(title, command)
        return
    except DiskFull:
        raise
    except Problem:
        pass    # The lists may be old or missing, or dpkg was interrupted.
    run("finishing an installation that was interrupted",
        [*root, "dpkg", "--configure", "-a"])
    why = None
    try:
        run("updating the package lists", [*root, "apt-get", "update", *STRICT])
    except Problem as problem:
        why = problem   # of several sources, others may serve
    try:
        run(title, command)
    except DiskFull:
        raise
    except Problem as problem:
        raise why or problem


# ---- our own apt ------------------------------------------------------------

def _this_suite():
    text = Path("/etc/os-release").read_text()
    match = re.search(r"^VERSION_CODENAME=(\w+)", text, re.M)
    if not match:
        raise Problem("this is no Debian: /etc/os-release names no suite")
    return match[1]


def _archives():
    """(URI, suite) of all that this machine's apt is configured for."""
    empty = cache.root() / "apt" / "none"
    (empty / "partial").mkdir(parents=True, exist_ok=True)
    text = _query(["apt-get", "update", "--print-uris",
                   "-o", f"Dir::State::Lists={empty}"])
    return re.findall(r"^'(\S+)/dists/(\S+)/InRelease'", text, re.M)


def _source_list():
    """(URI, suite) for our own apt, from the mirror this machine uses."""
    suite = _this_suite()
    archives = _archives()
    main = [uri for uri, name in archives if name == suite]
    if not main:
        raise Problem(f"this machine's apt has no Debian mirror for {suite}")
    security = [uri for uri, name in archives if name == f"{suite}-security"]
    sources = [(main[0], name)
               for name in (suite, f"{suite}-backports", *SUITES)]
    sources += [(security[0], f"{name}-security")
                for name in (suite, GUEST_SUITE) if security]
    return list(dict.fromkeys(sources))


class Apt:
    """An apt of our own: its lists and its idea of what is installed."""

    def __init__(self, name, sources, architecture=None, with_sources=False):
        self.folder = cache.root() / "apt" / name
        self.sources = sources
        self.architecture = architecture
        self.with_sources = with_sources
        self.log = cache.root() / "log" / f"apt-{name}.log"

    def options(self):
        folder = self.folder
        options = {
            "Dir::Etc::sourcelist": folder / "sources.list",
            "Dir::Etc::sourceparts": "-",
            "Dir::Etc::preferencesparts": "-",
            "Dir::State::Lists": folder / "lists",
            "Dir::State::status": folder / "status",
            "Dir::Cache": folder / "cache",
            "APT::Sandbox::User": "root",
            "APT::Get::Assume-Yes": "true",
            "APT::Install-Recommends": "false",
            "Acquire::Retries": "2",
        }
        if self.architecture:
            options["APT::Architecture"] = self.architecture
            options["APT::Architectures"] = self.architecture
        return [word for key, value in options.items()
                for word in ("-o", f"{key}={value}")]

    def update(self):
        """Fetches the lists, unless they are fresh. A suite that fails is one
        to do without; without any mirror, older lists serve."""
        updated = self.folder / ".updated"
        signed = f" [signed-by={KEYRING}]" if KEYRING.exists() else ""
        kinds = ("deb", "deb-src") if self.with_sources else ("deb",)
        sources = "".join(f"{kind}{signed} {uri} {suite} main\n"
                          for uri, suite in self.sources for kind in kinds)
        source_list = self.folder / "sources.list"
        if not source_list.exists() or source_list.read_text() != sources:
            shutil.rmtree(self.folder, ignore_errors=True)
            for name in ("lists/partial", "cache/archives/partial"):
                (self.folder / name).mkdir(parents=True)
            (self.folder / "status").touch()
            source_list.write_text(sources)
        elif updated.exists() and \
                time.time() - updated.stat().st_mtime < FRESH_S:
            return
        self.log.unlink(missing_ok=True)
        try:
            progress.run("fetching the Debian mirror's lists",
                         ["apt-get", *self.options(), "update", *STRICT],
                         self.log)
            updated.touch()
        except DiskFull:
            raise
        except Problem as problem:
            if not any((self.folder / "lists").glob("*_Packages*")):
                raise Problem("the Debian mirror can't be reached: "
                              f"{problem}") from problem

    def versions(self, package, source=False):
        """All versions of a package, newest first."""
        if source:
            text = _query(["apt-cache", *self.options(), "showsrc", "--",
                           package])
            pattern = r"^Package: (\S+)\n(?:.+\n)*?Version: (\S+)"
            found = [version for name, version
                     in re.findall(pattern, text, re.M) if name == package]
        else:
            text = _query(["apt-cache", *self.options(), "madison", "--",
                           package])
            found = re.findall(r"\| +(\S+) \|.*Packages", text)
        return _newest_first(set(found))

    def names(self, pattern):
        """Known packages; it takes apt a second, so what it said is kept."""
        kept = self.folder / f"names-{cache.digest(pattern)}"
        updated = self.folder / ".updated"
        if kept.exists() and updated.exists() and \
                kept.stat().st_mtime > updated.stat().st_mtime:
            return kept.read_text().split()
        text = _query(["apt-cache", *self.options(), "pkgnames"])
        names = [name for name in text.split() if re.fullmatch(pattern, name)]
        if names:
            partial = kept.with_name(f"{kept.name}.{os.getpid()}")
            partial.write_text("\n".join(names))
            partial.rename(kept)
        return names

    def fetch(self, package, version, folder, kind="package"):
        """Downloads one of KINDS into FOLDER."""
        words = KINDS[kind]
        folder.mkdir(parents=True, exist_ok=True)
        progress.run(f"downloading {package} {version}",
                     ["apt-get", *self.options(), *words,
                      f"{package}={version}"], self.log, cwd=folder)

    def fetch_all(self, packages, folder):
        """Downloads packages and all they depend on; the files' paths."""
        (folder / "partial").mkdir(parents=True)
        with cache.lock(f"apt-{self.folder.name}"):
            self._fetch_all(packages, folder)
        return sorted(folder.glob("*.deb"))

    def _fetch_all(self, packages, folder):
        progress.run("downloading " + ", ".join(packages),
                     ["apt-get", *self.options(), "-o",
                      f"Dir::Cache::archives={folder}", "install",
                      "--download-only", "--", *packages], self.log)


def _newest_first(versions):
    def newer(a, b):
        done = subprocess.run(["dpkg", "--compare-versions", a, "gt", b],
                              check=False)
        return done.returncode == 0

    ordered = []
    for version in versions:
        place = 0
        while place < len(ordered) and newer(ordered[place], version):
            place += 1
        ordered.insert(place, version)
    return ordered


_updated = {}


def _apt(name, **how):
    """The apt NAME, its lists fetched once in a process."""
    if name not in _updated:
        install(["dpkg-dev", "xz-utils", "bzip2"])
        apt = Apt(name, _source_list() if name == "sources" else
                  [source for source in _source_list()
                   if source[1] == GUEST_SUITE], **how)
        with cache.lock(f"apt-{name}"):
            apt.update()
        _updated[name] = apt
    return _updated[name]


def source_apt():
    return _apt("sources", with_sources=True)


def guest_apt():
    return _apt("guest", architecture=GUEST_ARCHITECTURE)


# ---- unpacked packages, in the cache ----------------------------------------

def _unpack(package, version, kind, folder):
    download = folder / ".download"
    shutil.rmtree(download, ignore_errors=True)
    source_apt().fetch(package, version, download, kind)
    log = cache.root() / "log" / f"unpack-{package}.log"
    title = f"unpacking {package} {version}"
    source = folder / "source"
    if kind == "source":
        dsc, = download.glob("*.dsc")
        progress.run(title, ["dpkg-source", "--no-check", "-x", dsc, source],
                     log)
    elif kind == "original":
        tar, = download.glob("*.orig.tar.*")
        source.mkdir()
        progress.run(title, ["tar", "-xf", tar, "--strip-components=1", "-C",
                             source], log)
    else:
        deb, = download.glob("*.deb")
        progress.run(title, ["dpkg-deb", "-x", deb, folder], log)
    shutil.rmtree(download)
    (folder / ".version").write_text(version)


def unpacked(package, accept=lambda version: True, kind="package"):
    """(folder, version) of PACKAGE's newest version that can be fetched, by
    KINDS.

    What the cache has already is taken without asking the mirror.
    """
    def build(folder):
        versions = [version for version in
                    source_apt().versions(package, kind != "package")
                    if accept(version)]
        last = NotThere(f"the Debian mirror has no fitting {package}")
        for version in versions:
            try:
                return _unpack(package, version, kind, folder)
            except DiskFull:
                raise
            except Problem as problem:
                last = problem      # listed, but not there: try an older one
        raise last

    folder = cache.entry(kind, package, build)
    version = (folder / ".version").read_text()
    if not accept(version):
        cache.discard(folder)
        folder = cache.entry(kind, package, build)
        version = (folder / ".version").read_text()
    return (folder if kind == "package" else folder / "source"), version
