"""Marks planted in every internal place never reach a customer's site, and do reach the internal wiki."""

from __future__ import annotations

import email
import hashlib
import shutil
import subprocess
import zipfile
from email import policy
from pathlib import Path

import pytest

from tests.site.needles import find_needles
from tests.site.sites import (
    DAY,
    EXAMPLES,
    build_customer,
    build_internal,
    customer_site,
    delivery,
    environment,
    internal_site,
    make_repository,
    replace,
    write,
)

INTERNAL = {
    "role of a cost rate": "zqrole",
    "cost rate": "7391.25",
    "remark": "zqremark",
    "remark's author": "zqauthor",
    "id of an internal risk": "RISK-7391",
    "statement": "zqstatement",
    "response": "zqresponse",
    "heading": "zqheading",
    "paragraph": "zqparagraph",
    "list": "zqlist",
    "code": "zqcode",
    "link": "zqlink",
}
NOTES = """# yaml-language-server: $schema=../../../../../../../schemas/notes.schema.json
format: 1
currency: EUR
cost_rates: [{role: consultant zqrole, rate: 7391.25}, {role: consultant, rate: 7391.25}]
remarks:
  - {about: SOW-basic, remark: "zqremark", by: zqauthor-beispiel, date: 2026-03-21}
  - {about: RISK-7391, remark: "zqremark again"}
risks:
  - {id: RISK-7391, statement: "zqstatement", probability: low, impact: high, response: "zqresponse",
     owner: max-mustermann, about: [WP-1]}
"""
RETROSPECTIVE = """## What went well zqheading

zqparagraph, [zqlink](https://zqlink.example/)

- zqlist

```
zqcode
```
"""
OTHER = {
    "Groupware for the harbour authority": "zqtitle",
    "The harbour authority replaces": "zqsummary replaces",
    "Harbour Authority": "zqcustomer",
    "Petra Beispiel": "zqperson",
    "petra-beispiel": "zqpersonid",
    "petra.beispiel@": "zqmail@",
    "Cable and Rack Ltd": "zqpartner",
    "Request for information": "zqsource",
    "tenders.example": "zqhost.example",
    "Webmail and calendar": "zqscope",
    "Replace the webmail before": "zqgoal before",
    "Letter of 4 March 2026": "zqevidence",
}
HIDDEN = {
    "comment in YAML": "zqcomment",
    "note in Markdown": "zqnote",
    "definition that no link uses": "zqunused",
    "person-days spent": "4271.75",
    "person-days remaining": "3917.25",
    "contingency of a fixed price": "37.71",
    "reason of an accepted finding": "zqaccepted",
    "login": "zqlogin",
}
SLUG = "zqslug"
GIT = {
    "author": "zqgitauthor",
    "address": "zqgitmail",
    "message": "zqgitmessage",
    "tag": "zqgittag",
    "branch": "zqgitb",
}
WIKI = {"page": "zqwikipage", "title": "zqwikititle", "file": "zqwikifile", "footer of a draft": "zqwikistray"}
MARKS = [*INTERNAL.values(), *HIDDEN.values(), SLUG, *GIT.values(), *WIKI.values()]
OTHER_MARKS = sorted({mark.split()[0].split("@")[0].split(".")[0] for mark in OTHER.values()})
EVERYWHERE = [*MARKS, *OTHER_MARKS]


def hide(folder: Path) -> None:
    """Put marks into what the files of the example hide from customers: comments, notes and fields of the vendor."""
    replace(folder / "internal/efforts/basic.yml", "remaining: 0", "remaining: 3917.25")
    replace(folder / "internal/prices/migration.yml", "contingency_percent: 0", "contingency_percent: 37.71")
    replace(folder / "project.yml", "logins: {github: petra-beispiel}", "logins: {github: zqlogin}")
    accepted = (
        '[{code: contingency-used-up, item: SOW-basic, reason: "zqaccepted", by: max-mustermann, until: 2026-12-03}]'
    )
    replace(folder / "project.yml", "activities:\n", f"accepted_findings: {accepted}\nactivities:\n")
    for path in sorted(folder.rglob("*.yml")):
        path.write_text(f"{path.read_text('utf-8')}# zqcomment\n", "utf-8")
    for path in sorted(folder.rglob("*.md")):
        notes = "[//]: # (zqnote)\n\n[zqunused]: https://zqunused.example/\n"
        path.write_text(f"{path.read_text('utf-8').rstrip()}\n\n{notes}", "utf-8")


def hide_spent(folder: Path) -> None:
    """A mark in the days spent, of a statement of work that does not show them."""
    replace(folder / "sow/basic.yml", "show_billed_days: true", "show_billed_days: false")
    replace(folder / "internal/efforts/basic.yml", "spent: 5", "spent: 4271.75")


def _plant(root: Path) -> None:
    """Put each mark into its place."""
    harbour = root / "projects" / "harbour"
    replace(
        harbour / "project.yml",
        "  - {id: max-mustermann,",
        '  - {id: zqauthor-beispiel, name: "Zora Beispiel", role: sales, party: vendor}\n  - {id: max-mustermann,',
    )
    write(harbour / "internal" / "notes.yml", NOTES)
    write(harbour / "internal" / "retrospective.md", RETROSPECTIVE)
    hide(harbour)
    hide_spent(harbour)
    other = root / "projects" / SLUG
    shutil.copytree(EXAMPLES / "full" / "projects" / "harbour", other)
    digests: dict[str, str] = {}  # evidence is listed with its digest
    for path in sorted((path for path in other.rglob("*") if path.is_file()), key=lambda path: path.suffix == ".yml"):
        before = text = path.read_text("utf-8")
        for old, new in (OTHER | digests).items():
            text = text.replace(old, new)
        path.write_text(text, "utf-8")
        digests[hashlib.sha256(before.encode()).hexdigest()] = hashlib.sha256(text.encode()).hexdigest()
    write(root / "docs" / "zqwikifile.md", "---\ntitle: zqwikititle\n---\n\nzqwikipage\n")
    write(root / "docs" / "zqwikistray.yml", "zqwikistray: 1\n")
    for words in (
        ["init", "-q", "-b", "zqgitb"],
        ["add", "-A"],
        ["commit", "-q", "-m", "zqgitmessage"],
        ["tag", "zqgittag"],
    ):
        author = ["-c", "user.name=zqgitauthor", "-c", "user.email=zqgitmail@vendor.example"]
        subprocess.run(["git", "-C", str(root), *author, *words], check=True, env=environment())


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository full of marks, with the site of `harbour` and the internal wiki."""
    root = make_repository(tmp_path_factory.mktemp("planted"), projects={"harbour": "full/projects/harbour"})
    _plant(root)
    for done in (build_customer(root, "harbour"), build_internal(root)):
        assert done.returncode == 0, done.stderr
        if "customer" in done.stdout:
            assert not any(mark in done.stdout + done.stderr for mark in EVERYWHERE)
    return root


@pytest.mark.slow
def test_no_mark_reaches_the_customers_site(planted: Path) -> None:
    """Pages, names, search index, calendar, page for a missing address: nothing of it is there."""
    # The author of a remark is a person of the project, whom the customer sees on the page of people.
    found = find_needles(customer_site(planted, "harbour"), EVERYWHERE)

    assert [line for line in found if not line.endswith(": zqauthor")] == []


@pytest.mark.slow
def test_the_internal_wiki_has_the_marks_where_they_belong(planted: Path) -> None:
    """So that the test above can fail: what is internal is shown inside."""
    found = {line.rsplit(": ", 1)[1] for line in find_needles(internal_site(planted), EVERYWHERE)}

    # A rate is shown as an amount of money, and nothing shows an address of git or a stray file.
    assert found >= set(INTERNAL.values()) - {"7391.25"}
    assert found >= {SLUG, *OTHER_MARKS} - {"zqmail"}
    assert found >= {WIKI["page"], WIKI["title"], WIKI["file"]}
    assert not found & {WIKI["footer of a draft"], *GIT.values()}


def test_the_customers_site_has_nothing_of_the_wikis_own_pages(planted: Path) -> None:
    """No navigation, site map or page of the wiki stands in a customer's site."""
    names = {path.name for path in customer_site(planted, "harbour").iterdir()}

    assert not names & {"projects", "people", "process", "guide", "sitemap.xml", "sitemap.xml.gz", "retrospective.html"}


@pytest.mark.slow
def test_no_mark_reaches_a_mail_or_the_hand_over(planted: Path, tmp_path: Path) -> None:
    """What is sent and what is given away at the end, with every sheet, PDF and register in it."""
    root, out = tmp_path / "repository", tmp_path / "out"
    shutil.copytree(planted, root, ignore=shutil.ignore_patterns("site"))
    asked = "".join(
        f'  - {{id: OP-{number}, question: "Which rack?", raised: 2026-09-01, owner: {person}, due: 2026-10-01}}\n'
        for number, person in ((901, "nora-nowhere"), (902, "finn-fictional"))
    )
    replace(root / "projects" / "harbour" / "project.yml", "open_points:\n", f"open_points:\n{asked}")
    mails, whole = out / "mails", tmp_path / "all.zip"
    for words in (("ask", "harbour", "--out", str(mails)), ("handover", "harbour", "--out", str(whole))):
        done = delivery(root, *words, "--on", DAY)
        assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(whole) as archive:
        archive.extractall(out / "given")
    for path in sorted(mails.glob("*.eml")):
        message = email.message_from_bytes(path.read_bytes(), policy=policy.default)
        for part in message.iter_attachments():
            data = part.get_payload(decode=True)
            assert isinstance(data, bytes)
            (mails / f"{path.stem}-{part.get_filename()}").write_bytes(data)
    assert len(list(mails.glob("*.html"))) > 1

    found = find_needles(out, EVERYWHERE)

    assert [line for line in found if not line.endswith(": zqauthor")] == []
