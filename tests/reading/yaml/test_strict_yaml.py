"""The strict YAML reader: what it accepts, what it refuses, and where it says so."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delivery_wiki.reading.files.readable_text import MAXIMUM_FILE_BYTES
from delivery_wiki.reading.yaml.strict_yaml import (
    MAXIMUM_DEPTH,
    MAXIMUM_NODES,
    MAXIMUM_SCALAR_BYTES,
    UNREAD,
    YamlFile,
    read_yaml,
)


def read(text: str | bytes) -> YamlFile:
    """The text or bytes as a file."""
    return read_yaml(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"), "some.yml")


def codes(text: str | bytes) -> list[str]:
    """The codes of the findings in their order."""
    return [finding.code for finding in read(text).findings]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("0", 0),
        ("12", 12),
        ("-7", -7),
        ("999999999999999999", 999999999999999999),
        ("1.10", Decimal("1.10")),
        ("-0.5", Decimal("-0.5")),
        ("true", True),
        ("false", False),
        ("null", None),
        ("", None),
        ("2026-11-24", "2026-11-24"),
        ("2026-11-24T10:00:00Z", "2026-11-24T10:00:00Z"),
        ("1.2.3", "1.2.3"),
        ("10 GB", "10 GB"),
        ("1,5", "1,5"),
        ("- 5", [5]),
        ("Ärger & Größe", "Ärger & Größe"),
        ("northern", "northern"),
        ("'no'", "no"),
        ('"12:30"', "12:30"),
        ('"a\\tb\\n"', "a\tb\n"),
        ("|\n  two\n  lines\n", "two\nlines\n"),
    ],
)
def test_a_value_means_what_it_looks_like(written: str, value: object) -> None:
    """Whole numbers, decimals, true, false, nothing and text: each has one plain form."""
    result = read(f"a: {written}" if not written.startswith("- ") else f"a:\n{written}")

    assert result.findings == ()
    assert result.value == {"a": value}
    assert type(result.value["a"]) is type(value)


AMBIGUOUS = """yes Yes YES no No NO on On ON off Off OFF y n Y N True TRUE False FALSE Null NULL ~ = 010 00 007 0x1f
0X1F 0o17 0b1 1_000 1e3 1.0e+3 1E5 12:30 12:30:45 .inf -.inf +.INF .nan .NaN +5 .5 5. -.5 1.0e+999
1234567890123456789 1.1234567890123456789"""


@pytest.mark.parametrize("written", AMBIGUOUS.split())
def test_an_ambiguous_value_has_to_be_quoted(written: str) -> None:
    """What YAML readers understand differently is refused with the repair, and fine in quotes."""
    result = read(f"a: 1\nkey: {written}\n")

    assert [(finding.code, finding.location.line, finding.location.column) for finding in result.findings] == [
        ("yaml-ambiguous-scalar", 2, 6)
    ]
    assert "uote it" in result.findings[0].repair
    assert read(f'key: "{written}"').value == {"key": written}


def test_every_value_has_its_place() -> None:
    """A mapping entry stands where its key stands, a list entry where its value stands."""
    result = read("a:\n  - b: 1\n    c: [x, y]\n  - 2\n")

    assert result.positions == {
        (): (1, 1),
        ("a",): (1, 1),
        ("a", 0): (2, 5),
        ("a", 0, "b"): (2, 5),
        ("a", 0, "c"): (3, 5),
        ("a", 0, "c", 0): (3, 9),
        ("a", 0, "c", 1): (3, 12),
        ("a", 1): (4, 5),
    }


def test_a_duplicate_key_names_both_places() -> None:
    """Of two equal keys neither wins."""
    (finding,) = read("one: 1\ntwo: 2\none: 3\n").findings

    assert (finding.code, finding.location.line) == ("yaml-duplicate-key", 3)
    assert finding.also is not None
    assert finding.also.line == 1


def test_keys_that_look_the_same_are_duplicates() -> None:
    """Composed and decomposed letters are the same letter."""
    assert codes("\u00e4: 1\na\u0308: 2\n") == ["yaml-duplicate-key"]


def test_an_alias_of_an_anchor_is_no_text() -> None:
    """Where the file has the anchor, quotes would make another value; without it the asterisk was meant as text."""
    used, text = (read_yaml(written.encode(), "some.yml").findings[-1] for written in ("a: &x 1\nb: *x\n", "b: *x\n"))
    assert used.repair == "Write the value out here."
    assert text.repair == 'Put the whole text in quotes: "*x"; or write the value out where it is used.'


@pytest.mark.parametrize("blank", ["\u00a0", "\u2003", "\u202f"])
def test_a_blank_that_is_none_of_yaml_is_named(blank: str) -> None:
    """It cannot be seen, so that its number and its column stand in the message."""
    (finding,) = read_yaml(f'a: "b"{blank}\n'.encode(), "some.yml").findings
    assert (finding.location.line, finding.location.column) == (1, 7)
    assert f"U+{ord(blank):04X}" in finding.problem
    assert finding.repair == "Delete it."


def test_all_faults_of_a_file_are_found_at_once() -> None:
    """A fault that can be read past does not hide the next."""
    assert codes("a: yes\nb: &x 1\nc: *x\nd: !!str 1\na: 2\n1: 2\n") == [
        "yaml-ambiguous-scalar",
        "yaml-anchor",
        "yaml-alias",
        "yaml-tag",
        "yaml-duplicate-key",
        "yaml-key-not-text",
    ]


HOSTILE: tuple[tuple[str, str | bytes, str], ...] = (
    ("alias bomb", "a: &a [x, x]\nb: &b [*a, *a]\n", "yaml-anchor"),
    ("alias", "a: *b\n", "yaml-alias"),
    ("alias as key", "*b : 1\n", "yaml-alias"),
    ("merge key", "<<: {a: 1}\n", "yaml-merge-key"),
    ("python tag", "a: !!python/object/apply:os.system [id]\n", "yaml-tag"),
    ("local tag", "a: !x 1\n", "yaml-tag"),
    ("non-specific tag", "a: ! 1\n", "yaml-tag"),
    ("tag on a mapping", "a: !!map {}\n", "yaml-tag"),
    ("tag on a list", "a: !!set [x]\n", "yaml-tag"),
    ("yaml directive", "%YAML 1.1\n---\na: 1\n", "yaml-directive"),
    ("tag directive", "%TAG ! tag:x,2000:\n---\na: 1\n", "yaml-directive"),
    ("second document", "a: 1\n---\nb: 2\n", "yaml-several-documents"),
    ("third document", "---\na: 1\n...\n---\nb: 2\n---\n", "yaml-several-documents"),
    ("list as key", "? [a]\n: b\n", "yaml-key-not-text"),
    ("mapping as key", "? {a: 1}\n: b\n", "yaml-key-not-text"),
    ("number as key", "1: b\n", "yaml-key-not-text"),
    ("decimal as key", "1.5: b\n", "yaml-key-not-text"),
    ("flag as key", "true: b\n", "yaml-key-not-text"),
    ("empty key", "'': b\n", "yaml-key-not-text"),
    ("null key", "null: b\n", "yaml-key-not-text"),
    ("on as key", "on: b\n", "yaml-ambiguous-scalar"),
    ("duplicate key", "a: 1\na: 2\n", "yaml-duplicate-key"),
    ("duplicate in braces", "{a: 1, a: 2}", "yaml-duplicate-key"),
    ("quoted duplicate", "a: 1\n'a': 2\n", "yaml-duplicate-key"),
    ("open bracket", "a: [1, 2\n", "yaml-syntax"),
    ("open brace", "a: {b: 1\n", "yaml-syntax"),
    ("open quote", "a: 'x\n", "yaml-syntax"),
    ("open double quote", 'a: "x\n', "yaml-syntax"),
    ("closing bracket", "a: ]\n", "yaml-syntax"),
    ("two colons", "a: b: c\n", "yaml-syntax"),
    ("tab indentation", "a:\n\tb: 1\n", "yaml-syntax"),
    ("bad indentation", "a: 1\n  b: 2\n", "yaml-syntax"),
    ("list after mapping", "a: 1\n- b\n", "yaml-syntax"),
    ("mapping after list", "- a\nb: 1\n", "yaml-syntax"),
    ("reserved at sign", "a: @b\n", "yaml-syntax"),
    ("reserved backtick", "a: `b`\n", "yaml-syntax"),
    ("percent value", "a: %b\n", "yaml-syntax"),
    ("unknown escape", 'a: "\\q"\n', "yaml-syntax"),
    ("escape out of range", 'a: "\\U00110000"\n', "yaml-syntax"),
    ("short escape", 'a: "\\u12"\n', "yaml-syntax"),
    ("question mark only", "? a\n? b\n: [", "yaml-syntax"),
    ("undefined block header", "a: |9x\n", "yaml-syntax"),
    ("deep lists", "[" * 200_000, "yaml-too-deep"),
    ("deep mappings", "{a: " * 5_000, "yaml-too-deep"),
    ("deep blocks", "".join(f"{' ' * n}a:\n" for n in range(60)), "yaml-too-deep"),
    ("many values", "[" + "1," * 30_000 + "]", "yaml-too-many-values"),
    ("long text", "a: " + "x" * 17_000, "yaml-text-too-long"),
    ("long key", "x" * 17_000 + ": 1", "yaml-text-too-long"),
    ("too large", b"#" * (MAXIMUM_FILE_BYTES + 1), "file-too-large"),
    ("latin-1", "a: Größe".encode("latin-1"), "not-utf-8"),
    ("utf-16", "a: 1".encode("utf-16"), "not-utf-8"),
    ("utf-16 without mark", "a: 1".encode("utf-16-le"), "forbidden-character"),
    ("overlong utf-8", b"a: \xc0\xaf", "not-utf-8"),
    ("surrogate in utf-8", b"a: \xed\xa0\x80", "not-utf-8"),
    ("cut utf-8", b"a: \xc3", "not-utf-8"),
    ("null character", "a: x\x00y", "forbidden-character"),
    ("escape character", "a: \x1b[31m", "forbidden-character"),
    ("delete character", "a: \x7f", "forbidden-character"),
    ("next line", "a: 1\x85b: 2", "forbidden-character"),
    ("line separator", "a: 1\u2028b: 2", "forbidden-character"),
    ("paragraph separator", "# x\u2029a: 1", "forbidden-character"),
    ("bidi override", "a: \u202etxt", "forbidden-character"),
    ("bidi isolate", "a: \u2066txt", "forbidden-character"),
    ("zero width space", "a\u200b: 1", "forbidden-character"),
    ("zero width joiner", "a: x\u200dy", "forbidden-character"),
    ("zero width joiner behind a sign", "a: \U0001f468\u200dy", "forbidden-character"),
    ("zero width joiner in front of a sign", "a: y\u200d\U0001f469", "forbidden-character"),
    ("zero width joiner at an end", "a: \u0645\u200c", "forbidden-character"),
    ("zero width joiner twice", "a: \u0645\u200c\u200c\u0645", "forbidden-character"),
    ("zero width space between letters that are bound", "a: \u0645\u200b\u0645", "forbidden-character"),
    ("mark inside", "a: x\ufeffy", "forbidden-character"),
    ("tag characters", "a: \U000e0041", "forbidden-character"),
    ("lone carriage return", "a: 1\rb: 2", "forbidden-character"),
    ("escaped null", 'a: "\\0"', "forbidden-character"),
    ("escaped bidi", 'a: "\\u202e"', "forbidden-character"),
    ("escaped next line", 'a: "\\N"', "forbidden-character"),
    ("escaped carriage return", 'a: "\\r"', "forbidden-character"),
)


@pytest.mark.parametrize(
    "text",
    [
        "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466",  # a family
        "\u2764\ufe0f\u200d\U0001f525",  # a heart on fire
        "\U0001f469\U0001f3fd\u200d\U0001f52c",  # of a tone of skin
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",  # Persian
        "\u0915\u094d\u200d\u0937",  # Hindi
    ],
)
def test_a_joiner_that_shapes_what_is_seen_is_a_letter(text: str) -> None:
    """Signs of several, and scripts whose letters it binds, are written with it."""
    found = read(f"a: {text}")

    assert (found.findings, found.value) == ((), {"a": text})


@pytest.mark.parametrize(("text", "code"), [case[1:] for case in HOSTILE], ids=[case[0] for case in HOSTILE])
def test_hostile_input_is_refused_at_its_place(text: str | bytes, code: str) -> None:
    """Whatever is wrong: a finding with line, column and repair, never an exception."""
    findings = read(text).findings

    assert code in [finding.code for finding in findings]
    for finding in findings:
        assert finding.location.line >= 1
        assert finding.location.column >= 1
        assert finding.repair


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffa: 1\n",
        "a: 1\r\nb: 2\r\n",
        "---\na: 1\n",
        "a: 1\n...\n",
        "# only a comment\n",
        "",
        "{}",
        "[]",
        '{"a": 1, "b": [true, null]}',
        "a: >-\n  folded\n  text\n",
        "a: 'it''s'\n",
        "a: x # comment\n",
        "'on': 1\n",
        "2026-11-24: day\n",
        "a: https://www.example.com/?a=1#b\n",
        "a: Straße 5, 10115 Berlin\n",
        "a: '\u00a0'\n",
        "a: 😀\n",
        "a: +49 30 1234\n",
    ],
)
def test_legal_variants_are_read(text: str) -> None:
    """The strict reader refuses nothing that is plain."""
    assert codes(text) == []


def test_lines_of_an_old_system_are_one_finding() -> None:
    """A carriage return alone is told once where it ends every line, and at its place where it stands in a line."""
    (finding,) = read_yaml(b"a: 1\rb: 2\rc: 3\r", "x.yml").findings
    assert (finding.code, finding.repair) == ("forbidden-character", "Save the file with line ends LF or CRLF.")

    assert [finding.location.line for finding in read_yaml(b"a: 1\nb: \r2\nc: \r3\n", "x.yml").findings] == [2, 3]
    assert codes("a: 1\r\nb: 2\r\n") == []


def test_a_merge_key_is_one_finding() -> None:
    """Neither the key nor what it would have merged is told a second time."""
    assert codes("<<: {a: 1}\n") == ["yaml-merge-key"]
    assert codes("b:\n  - {<<: {a: 1}, c: 2}\n") == ["yaml-merge-key"]
    assert codes("'<<': 1\n") == []


def test_a_long_text_hides_nothing_behind_it() -> None:
    """The rest of the file is read, however many are too long."""
    long = "x" * 17_000
    assert codes(f"a: {long}\nb: {long}\nc: yes\n") == [
        "yaml-text-too-long",
        "yaml-text-too-long",
        "yaml-ambiguous-scalar",
    ]


@pytest.mark.parametrize(
    ("at", "over"),
    [
        ("[" * MAXIMUM_DEPTH + "]" * MAXIMUM_DEPTH, "[" * (MAXIMUM_DEPTH + 1) + "]" * (MAXIMUM_DEPTH + 1)),
        ("[" + "1," * (MAXIMUM_NODES - 1) + "]", "[" + "1," * MAXIMUM_NODES + "]"),
        ("- " + "x" * MAXIMUM_SCALAR_BYTES, "- " + "x" * (MAXIMUM_SCALAR_BYTES + 1)),
        ("- " + "ä" * (MAXIMUM_SCALAR_BYTES // 2), "- " + "ä" * (MAXIMUM_SCALAR_BYTES // 2) + "x"),
        ("#" * MAXIMUM_FILE_BYTES, "#" * (MAXIMUM_FILE_BYTES + 1)),
    ],
)
def test_a_limit_allows_what_it_says(at: str, over: str) -> None:
    """At the limit passes, one more is refused."""
    assert codes(at) == []
    assert len(codes(over)) == 1


def test_a_later_part_of_a_file_keeps_its_line_numbers() -> None:
    """Front matter begins in line 2 of its file."""
    assert read_yaml(b"a: 1\nb: yes\n", "some.md", first_line=2).findings[0].location.line == 3


TEXTS = st.text(
    st.characters(codec="utf-8", categories=("L", "M", "N", "P", "S", "Zs"), exclude_characters="\u061c"), max_size=40
)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**17), 10**17)
    | st.decimals(min_value=-(10**9), max_value=10**9, places=4)
    | TEXTS
)
TREES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS.filter(bool), inner, max_size=4)
)


def dump(value: object) -> str:  # noqa: PLR0911 - one line per kind of value
    """The value as flow YAML, texts in single quotes."""
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case str():
            return "'" + value.replace("'", "''") + "'"
        case dict():
            return "{" + ", ".join(f"? {dump(key)} : {dump(child)}" for key, child in value.items()) + "}"
        case list():
            return "[" + ", ".join(dump(child) for child in value) + "]"
        case Decimal():
            return f"{value:f}"
        case _:
            return str(value)


@given(TREES)
def test_what_is_written_is_what_is_read(tree: object) -> None:
    """Reading a written tree gives the same tree, types included."""
    result = read(dump(tree))

    if not any(finding.code == "yaml-duplicate-key" for finding in result.findings):
        assert result.findings == ()
        assert result.value == tree


@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_give_a_tree_or_findings(data: bytes) -> None:
    """No input ends in an exception."""
    for finding in read(data).findings:
        assert finding.location.line >= 1
        assert finding.location.column >= 1
        assert finding.repair


@pytest.mark.parametrize("written", ["4,200", "4,200,000"])
def test_a_thousands_mark_is_one_finding_with_the_number_to_write(written: str) -> None:
    """In braces a comma begins a new key, which nobody means who writes a number."""
    (finding,) = read_yaml(f"a: {{value: {written}, unit: user}}\n".encode(), "a.yml").findings
    assert finding.problem.startswith(written)
    assert finding.repair == f"Write {written.replace(',', '')}, without a thousands mark."
    assert (finding.location.line, finding.location.column) == (1, 12)


@pytest.mark.parametrize("text", ["a:\n\tb: 1\n", "a:\n  b: 1\n\tc: 2\n"])
def test_a_tab_is_called_a_tab(text: str) -> None:
    """A tab cannot be seen, so that the message names it."""
    (finding,) = read_yaml(text.encode(), "a.yml").findings
    assert finding.problem == "a tab; YAML indents with spaces"


@pytest.mark.parametrize(
    ("written", "sign"),
    [
        (r"C:\temp", r"\t"),
        (r"D:\\share\backup", r"\b"),
        (r"the file \fonts", r"\f"),
        (r"D:\new", r"\n"),
        (r"x\0", r"\0"),
        (r"one\rtwo", r"\r"),
    ],
)
def test_a_backslash_that_becomes_an_unseen_character_is_told_with_its_repair(written: str, sign: str) -> None:
    """In double quotes; between single quotes the same text is what it says, in a key too."""
    (finding,) = read(f'title: "{written}"\n').findings

    assert (finding.code, finding.location.line, finding.location.column) == ("forbidden-character", 1, 8)
    assert finding.problem.startswith(f"between double quotes, {sign} is not a backslash")
    assert finding.repair == f"Write the text between single quotes, or {sign} as \\{sign}."
    assert read(f"title: '{written}'\n").value == {"title": written}
    assert codes(f'title:\n  - more\n  - "two lines\n    {written}"\n') == ["forbidden-character"]
    assert codes(f'"{written}": 1\n')[:1] == ["forbidden-character"]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (r"C:\\temp", r"C:\temp"),
        (r"one\ntwo", "one\ntwo"),
        (r"Ratio A:\u00a0B", "Ratio A:\u00a0B"),
        (r"\"quoted\"", '"quoted"'),
    ],
)
def test_other_escapes_are_what_they_say(written: str, value: str) -> None:
    """A doubled backslash, a new line, a letter by its number and a quote."""
    found = read(f'title: "{written}"\n')
    assert (found.findings, found.value) == ((), {"title": value})


@pytest.mark.parametrize(
    ("text", "place", "repair"),
    [
        ("a: 'tis so\nb: 1\n", (1, 4), 'if it is an apostrophe, put the whole text in quotes: "\'tis so".'),
        ("a: 'n roll\nb: it's\n", (1, 4), 'if it is an apostrophe, put the whole text in quotes: "\'n roll".'),
        ('a: "x\nb: 1\n', (1, 4), "Close it at the end of its text."),
        ('a: "x\nb: 1\nc: "y"\n', (1, 4), "Close it at the end of its text."),
    ],
)
def test_a_quote_that_is_open_is_told_where_it_opens(text: str, place: tuple[int, int], repair: str) -> None:
    """Whatever follows: the next line with a key is no text of it, and a sign before a letter may be an apostrophe."""
    (finding,) = read_yaml(text.encode(), "x.yml").findings
    assert (finding.location.line, finding.location.column) == place
    assert finding.repair.endswith(f"{repair} {UNREAD}")


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("a: b: c\n", False),
        ("a: b: c\n\n  \n", False),
        ("a: b: c\nd: 1\n", True),
        ("a: [1\nb: 2\n", False),
        ("a:\n\tb: 1\nc: 2\n", True),
        ("a: @b\n# a comment\n", True),
    ],
)
def test_a_fault_of_syntax_says_that_the_lines_below_were_not_read(text: str, unread: bool) -> None:
    """Their faults come after the repair, which is no fault of the repair; the last line leaves nothing unread."""
    (finding,) = read_yaml(text.encode(), "x.yml").findings
    assert finding.code == "yaml-syntax"
    assert finding.repair.endswith(f" {UNREAD}") is unread


@pytest.mark.parametrize(
    ("text", "repair"),
    [("a: - b\n", 'Put the whole text in quotes: "- b".'), ('a:\u00a0"b"\nc: 1\n', f'Write a: "b" {UNREAD}')],
)
def test_a_hyphen_or_a_wide_blank_behind_a_colon_has_its_own_repair(text: str, repair: str) -> None:
    """Both look right, and are not what YAML takes them for."""
    (finding,) = read_yaml(text.encode(), "x.yml").findings
    assert (finding.code, finding.repair) == ("yaml-syntax", repair)
