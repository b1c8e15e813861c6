"""Damaged project trees: whatever happens to a file, the answer is findings with a place and a repair."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from delivery_wiki.reading.project_folder import find_project_folders, read_project
from delivery_wiki.reading.schema.schema_check import SchemaSet

HERE = Path(__file__).parents[2]
SCHEMAS = SchemaSet.load(HERE / "schemas")
# Seeds that once led to a fault stay in the list of each run.
ONCE_FAULTY = (1_911, 20_111_018)
SEEDS = (*range(8), *ONCE_FAULTY)
MORE_SEEDS = range(8, 40)
DAMAGES_PER_SEED = 4
VALUES = (
    *("yes", "1e3", "0x1f", "[]", "{}", "''", "-1", "99999999999", "0.5", "true", "null", "2026-02-30", "*a", "&a x"),
    *(
        "!!python/name:os.system ''",
        "'\\u202e'",
        '"\\0"',
        "[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
        "x: y: z",
        "R-1",
        "~",
        "{{ x }}",
    ),
)
SIGNS = (
    b"\x00",
    b"\xff",
    b"\t",
    b"\r",
    b":",
    b"- ",
    b"'",
    b'"',
    b"[",
    b"{",
    b"\xe2\x80\xae",
    b"\xc2\x85",
    b"#",
    b"%",
    b"|",
)

Damage = Callable[[bytes, random.Random], bytes]


def change_bytes(data: bytes, chance: random.Random) -> bytes:
    """Put a sign that means something to YAML or Markdown anywhere."""
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(SIGNS) + data[at + chance.randrange(3) :]


def change_lines(data: bytes, chance: random.Random) -> bytes:
    """Drop, double, swap, indent or cut lines."""
    lines = data.split(b"\n")
    at = chance.randrange(len(lines))
    kind = chance.randrange(5)
    if kind == 0:
        del lines[at]
    elif kind == 1:
        lines.insert(at, lines[at])
    elif kind == 2:
        other = chance.randrange(len(lines))
        lines[at], lines[other] = lines[other], lines[at]
    elif kind == 3:
        lines[at] = b" " * chance.randrange(1, 4) + lines[at]
    else:
        lines = [*lines[:at], lines[at][: chance.randrange(len(lines[at]) + 1)]]
    return b"\n".join(lines)


def change_value(data: bytes, chance: random.Random) -> bytes:
    """Replace the value behind a colon by one of another type."""
    lines = data.split(b"\n")
    known = [index for index, line in enumerate(lines) if b": " in line]
    if known:
        at = chance.choice(known)
        lines[at] = lines[at].split(b": ", 1)[0] + b": " + chance.choice(VALUES).encode()
    return b"\n".join(lines)


def change_key(data: bytes, chance: random.Random) -> bytes:
    """Misspell a key, or use another line's."""
    lines = data.split(b"\n")
    known = [index for index, line in enumerate(lines) if b":" in line]
    if known:
        at = chance.choice(known)
        key, _, value = lines[at].partition(b":")
        other = lines[chance.choice(known)].partition(b":")[0].strip(b" -")
        lines[at] = (
            (key[:-1] if chance.random() < 0.5 else key.rstrip(b"abcdefghijklmnopqrstuvwxyz_") + other) + b":" + value
        )
    return b"\n".join(lines)


DAMAGES: tuple[Damage, ...] = (change_bytes, change_lines, change_value, change_key)


@pytest.mark.parametrize("seed", [*SEEDS, *(pytest.param(seed, marks=pytest.mark.slow) for seed in MORE_SEEDS)])
def test_a_damaged_project_gives_findings_and_never_a_traceback(seed: int, tmp_path: Path) -> None:
    """Bytes, lines, values and keys are damaged at random; each finding is located and says what to do."""
    chance = random.Random(seed)
    folders = find_project_folders(HERE / "projects")
    source = folders[seed % len(folders)]
    folder = tmp_path / "projects" / source.name
    shutil.copytree(source, folder)
    files = sorted(path for path in folder.rglob("*") if path.suffix in (".yml", ".md", ".json"))

    for _ in range(DAMAGES_PER_SEED):
        file = chance.choice(files)
        original = file.read_bytes()
        damaged = original
        for _ in range(chance.randrange(1, 4)):
            damaged = chance.choice(DAMAGES)(damaged, chance)
        file.write_bytes(damaged)

        result = read_project(folder, tmp_path, SCHEMAS)

        for finding in result.findings:
            assert finding.location.line >= 1
            assert finding.location.column >= 1
            assert finding.location.line <= damaged.count(b"\n") + 2
            assert finding.repair.strip()
            assert finding.problem.isprintable()
            assert str(tmp_path) not in f"{finding}"
        assert result.project is not None or result.findings
        file.write_bytes(original)
