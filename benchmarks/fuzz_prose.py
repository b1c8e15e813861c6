"""Random prose, front matter and macro calls through everything that reads them.

`python -m benchmarks.fuzz_prose [--minutes 2] [--seed 1]`

Each input is put together from the texts of the shipped projects and from marks that other programs write. It goes
through the readers of Markdown, YAML and macro calls, and what passes is rendered, put into the words of a PDF, into
lines for a fingerprint and into a customer's copy. It fails where anything is raised, where a finding has no place in
its file or no entry in the reference, where a text of a YAML file is placed at another character, where braces are not
printed as written, where a sound text cannot be shown, where a customer's copy shows something else than its page, or
where an input takes more than its limit.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import jinja2
from markupsafe import Markup

from delivery_wiki.model.finding import Finding, Severity
from delivery_wiki.model.finding_codes import FINDING_CODES
from delivery_wiki.pages.pdf.pdf_block import block_xml
from delivery_wiki.pages.render.plain_prose import prose_lines
from delivery_wiki.pages.render.prose import render_prose
from delivery_wiki.reading.customer.customer_markdown import customer_markdown
from delivery_wiki.reading.markdown.macro_call import find_calls, neutralise, parse_macro_call
from delivery_wiki.reading.markdown.markdown_file import read_markdown
from delivery_wiki.reading.markdown.pdf_glyphs import check_glyphs, read_coverage
from delivery_wiki.reading.markdown.prose_fields import find_prose
from delivery_wiki.reading.project_folder import check_read
from delivery_wiki.reading.schema.schema_check import SchemaSet
from delivery_wiki.reading.yaml.strict_yaml import read_yaml

ROOT = Path(__file__).parents[1]
SCHEMAS = SchemaSet.load(ROOT / "schemas")
COVERED = read_coverage((ROOT / "docs/theme/pdf/fonts/coverage.txt").read_text("ascii"))
JINJA = jinja2.Environment(undefined=jinja2.StrictUndefined, keep_trailing_newline=True, autoescape=False)
SECONDS = 10
MARKS = (
    *("# ", "## ", "### ", "\\n", "\n\n", "\n", "    ", "\t", "> ", "- ", "1. ", "- [ ] ", "[x] ", "\n: ", "~~", "**"),
    *("`", "```", "~~~", "| a | b |\n", "| - | - |\n", "|", "\\|", "[^1]", "[^1]: ", "[^x]", "[a](b.html#c)", "]("),
    *("[", "]", "[a]: ", "[a][b]", "[//]: # (x)", "<!-- ", " -->", "<b>", "</b>", "<https://a.example>", "{{", "}}"),
    *("\\{{", "{%", "%}", "{{ charter() }}", "{{ sizing_figure('a') }}", '{{ person("x") }}', "{{ a(1, b=true) }}"),
    *(
        "{#",
        "!!! note",
        "==x==",
        "H~2~O",
        "x^2^",
        ":smile:",
        "{: .a }",
        "===",
        "---\n",
        "***",
        "&amp;",
        "&#x202e;",
        "_",
    ),
    *("😋", "é", "e\u0301", "株", "\u00a0", "\\", '"', "'", ": ", " #", "summary: ", "|\n  ", ">\n  ", "- {id: X-1}\n"),
    *("format: 1\n", "title: x\n", "date: 2027-01-01\n"),
)
SOW = "format: 2\ntitle: x\n"
YAML_HEADS = (f"{SOW}summary: ", f"{SOW}approach: |\n  ", f"{SOW}dates_note: >\n  ")
MATTER = "---\nformat: 1\ntitle: x\ndate: 2027-01-01\n---\n"


_TAGS = re.compile(r"<[^>]*>|\s")


class Fault(AssertionError):
    """Something that must not be; the message says what."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Read random inputs for so many minutes; 1 where something is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=2)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    chance = random.Random(given.seed)
    texts = list(shipped_texts())
    end = time.monotonic() + given.minutes * 60
    done: Counter[str] = Counter()
    faults = 0
    slowest = 0.0
    while time.monotonic() < end and faults < 20:
        name, read = chance.choice(READERS)
        text = made(chance, texts)
        started = time.process_time()
        try:
            done["findings"] += read(text)
        except Exception as fault:
            faults += 1
            print(f"{name}: {type(fault).__name__}: {fault}\n  of {text!r}\n  {traceback.format_exc(limit=-2)}")
        took = time.process_time() - started
        if took > SECONDS:
            faults += 1
            print(f"{name}: {took:.1f} s for {text[:200]!r}")
        slowest = max(slowest, took)
        done[name] += 1
    for name, count in sorted(done.items()):
        print(f"{count:>9,} {name}")
    print(f"Slowest input: {slowest:.2f} s of processor time. {faults} faults, seed {given.seed}.")
    return int(faults > 0)


def shipped_texts() -> Iterator[str]:
    """The Markdown and YAML of the shipped projects and of the golden page."""
    for path in (*sorted((ROOT / "projects").rglob("*.md")), *sorted((ROOT / "projects").glob("*/sow/*.yml"))):
        yield path.read_text("utf-8")
    yield (ROOT / "tests/examples/golden/every-construct/page.md").read_text("utf-8")


def made(chance: random.Random, texts: Sequence[str]) -> str:
    """A piece of a shipped text with marks strewn in, or marks alone; one in fifty repeats a mark very often."""
    if chance.random() < 0.02:
        return chance.choice(MARKS) * chance.randrange(100, 3000)
    text = chance.choice(texts) if chance.random() < 0.7 else ""
    start = chance.randrange(len(text) + 1)
    pieces = list(text[start : start + chance.randrange(600)])
    for _ in range(chance.randrange(40)):
        pieces.insert(chance.randrange(len(pieces) + 1), chance.choice(MARKS))
    if chance.random() < 0.3 and pieces:
        del pieces[chance.randrange(len(pieces))]
    return "".join(pieces)


# --- readers --------------------------------------------------------------------------------------


def as_prose(text: str) -> int:
    """A Markdown file of a project, and all that is made of a sound one."""
    found = read_markdown(text.encode(), "charter.md", "charter")
    _check_places(found.findings, text)
    lines = text.replace("\r\n", "\n").removeprefix("\ufeff").split("\n")
    for section in found.prose.sections:
        for offset, line, column in section.runs:
            if not lines[line - 1][column - 1 :].startswith(section.text[offset:].split("\n")[0]):
                raise Fault("a section is placed elsewhere")
    if all(finding.severity is not Severity.ERROR for finding in found.findings):
        for section in found.prose.sections:
            _show(section.text)
        _compare_copy(text)
    _print_braces(text)
    return len(found.findings)


def as_minutes(text: str) -> int:
    """The same with front matter, which may be the random part."""
    whole = f"---\n{text}" if len(text) % 2 else MATTER + text
    found = read_markdown(whole.encode(), "x.md", "minutes/x", schemas=SCHEMAS, schema="minutes")
    _check_places(found.findings, whole)
    return len(found.findings)


def as_yaml(text: str) -> int:
    """A statement of work whose prose is the random part."""
    whole = YAML_HEADS[len(text) % len(YAML_HEADS)] + text
    if len(text) % 5 == 0:
        quoted = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        whole = f'{YAML_HEADS[0]}"{quoted}"\n'
    read = read_yaml(whole.encode(), "sow/x.yml")
    findings = check_read(read, SCHEMAS, "sow")
    _check_places(findings, whole)
    if not findings:
        lines = whole.split("\n")
        for prose in find_prose(read, SCHEMAS, "sow", "sow/x"):
            for offset, character in enumerate(prose.text):
                place = prose.place(offset)
                if prose.runs and character not in " \n\t\\\"'" and offset and prose.text[offset - 1] not in " \n\t\\":
                    there = lines[place.line - 1][place.column - 1 : place.column]
                    if there not in (character, "\\"):
                        raise Fault(f"{character!r} is placed at {there!r}, line {place.line}, column {place.column}")
    return len(findings)


def as_call(text: str) -> int:
    """What may stand between double braces."""
    parse_macro_call(text)
    for call in find_calls(text):
        if not text.replace("\r\n", "\n")[call.start :].startswith("{{"):
            raise Fault("a call is placed elsewhere")
    return 0


def as_glyphs(text: str) -> int:
    """Characters of a file."""
    found = tuple(check_glyphs(text.encode(), "charter.md", COVERED))
    _check_places(found, text)
    return len(found)


READERS: tuple[tuple[str, Callable[[str], int]], ...] = (
    ("prose", as_prose),
    ("front matter", as_minutes),
    ("texts of YAML", as_yaml),
    ("macro calls", as_call),
    ("characters", as_glyphs),
)


def _check_places(findings: Sequence[Finding], text: str) -> None:
    lines = text.replace("\r\n", "\n").split("\n")
    for finding in findings:
        line, column = finding.location.line, finding.location.column
        if finding.code not in FINDING_CODES:
            raise Fault(f"{finding.code} is not in the reference")
        if not 1 <= line <= len(lines) or not 1 <= column <= len(lines[line - 1]) + 2:
            raise Fault(f"{finding.code} stands at {line}:{column}, which is not there")
        if not finding.problem or not finding.repair:
            raise Fault(f"{finding.code} says nothing")


def _show(text: str) -> None:
    html = _rendered(text)
    block_xml(f'<div class="dw-document">{html}</div>')
    list(prose_lines(text, lambda call: ("call",)))


def _rendered(text: str) -> str:
    def call(_: str) -> Markup:
        return Markup("<p>call</p>")

    return str(render_prose(text, 3, call, lambda _: Markup("call")))


def _compare_copy(text: str) -> None:
    """What a customer's copy of each section shows is what its page shows."""
    copy = customer_markdown(text.replace("\r\n", "\n"))
    both = (read_markdown(word.encode(), "charter.md", "charter").prose.sections for word in (text, copy))
    shown = [[_rendered(section.text) for section in sections if section.text.strip()] for sections in both]
    before, after = ([words for word in some if (words := _TAGS.sub("", word))] for some in shown)
    if before != after:
        raise Fault(f"a customer's copy shows something else: {after!r} for {before!r}")


def _print_braces(text: str) -> None:
    if JINJA.from_string(neutralise(text, lambda _: False)).render() != text:
        raise Fault("braces are not printed as written")


if __name__ == "__main__":
    sys.exit(main())
