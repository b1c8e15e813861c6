"""Whatever stops a build, the published site stays the last good one and the next build works."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from delivery_wiki.adapters.outside.faults import WrongUse
from delivery_wiki.adapters.site import switch
from delivery_wiki.adapters.site.build_lock import build_lock
from tests.site.sites import (
    build_customer,
    command,
    customer_site,
    differences,
    environment,
    fingerprint,
    make_repository,
    replace,
)

BUILD = ("build", "--audience", "customer", "--project", "pilot", "--on", "2026-09-30")


@pytest.mark.slow
@pytest.mark.parametrize("tries", [10])
def test_a_killed_build_leaves_the_last_good_site(tries: int, own_small: Path) -> None:
    """Killed at several moments: the site is byte for byte the old or the new one, and the next build cleans up."""
    root = own_small
    old = fingerprint(customer_site(root))
    started = time.monotonic()
    replace(root / "projects/pilot/project.yml", "Pilot of a webmail", "Pilot of a calendar")
    assert build_customer(root).returncode == 0
    took = time.monotonic() - started
    new = fingerprint(customer_site(root))
    assert differences(old, new)
    good, other = [new, old], ["Pilot of a webmail", "Pilot of a calendar"]
    moments = random.Random(7391)
    for _ in range(tries):
        replace(root / "projects/pilot/project.yml", other[1], other[0])
        other.reverse()
        process = subprocess.Popen(
            command(root, *BUILD), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment()
        )
        time.sleep(moments.uniform(0.1, 1.05) * took)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert fingerprint(customer_site(root)) in good
    replace(root / "projects/pilot/project.yml", other[1], "Pilot of a calendar")
    done = build_customer(root)

    assert done.returncode == 0, done.stderr
    assert fingerprint(customer_site(root)) == new
    assert [path.name for path in customer_site(root).parent.iterdir()] == ["pilot"]


@pytest.mark.slow
def test_a_second_build_is_told_who_holds_the_lock(tmp_path: Path) -> None:
    """Two builds of one repository never write beside each other; the message names the process and its age."""
    root = make_repository(tmp_path)
    with build_lock(root / ".cache" / "build"):
        done = build_customer(root)

    assert done.returncode == 2
    assert f"another build of this repository is running (process {os.getpid()}, for " in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert not customer_site(root).exists()


def test_a_lock_of_a_process_that_is_gone_is_taken_over(tmp_path: Path) -> None:
    """No cleaning by hand after a crash."""
    (tmp_path / "lock").write_text(json.dumps({"pid": 2**22 - 1, "since": 0}), "utf-8")
    with build_lock(tmp_path):
        assert json.loads((tmp_path / "lock").read_text("utf-8"))["pid"] == os.getpid()
    (tmp_path / "lock").write_text("{", "utf-8")
    with build_lock(tmp_path):
        pass


def _as_a_file(place: Path) -> None:
    place.parent.mkdir(parents=True)
    place.write_text("precious", "utf-8")


def _as_a_link_to_nothing(place: Path) -> None:
    place.parent.mkdir(parents=True)
    place.symlink_to("nowhere")


def _as_another_folder(place: Path) -> None:
    place.mkdir(parents=True)
    (place / "precious.txt").write_text("precious", "utf-8")


@pytest.mark.parametrize(
    "make",
    [_as_a_file, *(pytest.param(make, marks=pytest.mark.slow) for make in (_as_a_link_to_nothing, _as_another_folder))],
)
def test_what_is_no_site_is_never_replaced(make: Callable[[Path], None], tmp_path: Path) -> None:
    """One line says what stands there and what to do; nothing is touched."""
    root = make_repository(tmp_path)
    make(customer_site(root))
    done = build_customer(root)

    assert done.returncode == 2
    assert done.stderr.startswith("delivery: pilot ")
    assert len(done.stderr.strip().splitlines()) == 1
    assert [path.name for path in customer_site(root).parent.iterdir()] == ["pilot"]


def test_a_link_to_a_folder_is_followed(tmp_path: Path) -> None:
    """The link stays, the folder behind it becomes the site."""
    root = make_repository(tmp_path / "r")
    (tmp_path / "public").mkdir()
    customer_site(root).parent.mkdir(parents=True)
    customer_site(root).symlink_to(tmp_path / "public")
    done = build_customer(root)

    assert done.returncode == 0, done.stderr
    assert customer_site(root).is_symlink()
    assert (tmp_path / "public" / "index.html").is_file()


def test_the_switch_works_without_an_exchange_of_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system cannot exchange two names, two renames do."""
    monkeypatch.setattr(switch, "_exchange_names", lambda one, other: False)
    for name in ("fresh", "target"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "404.html").write_text(name, "utf-8")
    switch.exchange(tmp_path / "fresh", switch.find_target(tmp_path / "target"))

    assert (tmp_path / "target" / "404.html").read_text("utf-8") == "fresh"
    assert [path.name for path in tmp_path.iterdir()] == ["target"]


def test_an_empty_folder_may_become_a_site(tmp_path: Path) -> None:
    """A folder that was made for the site is used."""
    assert switch.find_target(tmp_path) == tmp_path.resolve()
    (tmp_path / "x").write_text("x", "utf-8")
    with pytest.raises(WrongUse):
        switch.find_target(tmp_path)


def _with_few_rights(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run as a user who may write nothing that is not opened to them; an administrator gives up that right first."""
    before: list[str] = []
    if os.geteuid() == 0:
        if not (setpriv := shutil.which("setpriv")):
            pytest.skip("the administrator may write everything")
        before = [setpriv, "--bounding-set=-dac_override,-dac_read_search", "--"]
    return subprocess.run(
        [*before, *command(root, *arguments)], capture_output=True, text=True, check=False, env=environment()
    )


@pytest.mark.slow
def test_an_output_folder_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    """No traceback; exit code 3, since the content is not at fault."""
    root = make_repository(tmp_path / "r")
    out = tmp_path / "out" / "customer"
    out.mkdir(parents=True)
    out.chmod(0o555)
    done = _with_few_rights(root, *BUILD, "--out", str(out.parent))

    assert done.returncode == 3, done.stderr
    told = "it cannot be written: permission denied. Let whoever runs this read and write it.\n"
    assert done.stderr.endswith(f"not built: {told}")
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.slow
def test_a_repository_that_cannot_be_written_is_built_elsewhere(tmp_path: Path) -> None:
    """Reading is all that a build needs of the repository."""
    root = make_repository(tmp_path / "r")
    root.chmod(0o555)
    done = _with_few_rights(root, *BUILD, "--out", str(tmp_path / "out"))

    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "customer" / "pilot" / "index.html").is_file()
    assert not (root / ".cache").exists()


FEW, SOME, MANY = 4, 64, 400


@pytest.mark.slow
@pytest.mark.parametrize(
    "kilobytes", [SOME, pytest.param(FEW, marks=pytest.mark.slow), pytest.param(MANY, marks=pytest.mark.slow)]
)
def test_a_file_that_cannot_grow_is_one_line(kilobytes: int, own_small: Path) -> None:
    """A limit of file size stands for a full disk: the last good site stays, and the next build works."""
    root = own_small
    before = fingerprint(customer_site(root))
    replace(root / "projects/pilot/project.yml", "Pilot of a webmail", "Pilot of a calendar")
    line = f"trap '' XFSZ; ulimit -f {kilobytes * 2}; exec \"$@\""
    done = subprocess.run(
        ["sh", "-c", line, "sh", *command(root, *BUILD)],
        capture_output=True,
        text=True,
        check=False,
        env=environment() | {"PYTHONDONTWRITEBYTECODE": "1"},  # Python would keep a cut one
    )

    assert done.returncode == 3, done.stderr
    assert "Traceback" not in done.stderr
    assert "it cannot be written: file too large (" in done.stderr
    assert "Raise the limit of file sizes (ulimit -f)." in done.stderr
    assert fingerprint(customer_site(root)) == before
    assert build_customer(root).returncode == 0
