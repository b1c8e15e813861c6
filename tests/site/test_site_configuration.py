"""A build takes its configuration from the tool: nothing that a repository brings is run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.adapters.repositories import commit
from tests.site.sites import delivery, make_repository, replace, write


@pytest.mark.slow
def test_nothing_of_a_repository_is_run_in_a_build(tmp_path: Path) -> None:
    """Hooks, templates, macros, Python tags, and what .git/config names; each would leave a mark."""
    root, mark = make_repository(tmp_path / "repository"), tmp_path / "mark"
    commit(root)
    code = f"open({str(mark)!r}, 'a').write(__file__)\n"
    for name in ("evil.py", "main.py", ".cache/main.py", "macros/delivery_macros.py"):
        write(root / name, code)
    write(root / "templates/main.html", "{{ cycler.__init__.__globals__.os.system('touch " + str(mark) + "') }}")
    write(root / "docs/theme/main.html", (root / "templates/main.html").read_text("utf-8"))
    script = tmp_path / "run"
    write(script, f"#!/bin/sh\necho git >> {mark}\n")
    script.chmod(0o755)
    write(
        root / ".git/config",
        f"[core]\n\tfsmonitor = {script}\n[log]\n\tshowSignature = true\n[gpg]\n\tprogram = {script}\n",
    )
    replace(root / "mkdocs.yml", "plugins:\n  - delivery\n", "plugins:\n  - macros: {modules: [evil]}\n  - delivery\n")
    replace(
        root / "mkdocs.yml", "extra:\n", f"hooks: [evil.py]\nextra:\n  x: !!python/object/apply:os.mkdir ['{mark}']\n"
    )

    done = delivery(root, "build")

    assert done.returncode == 1
    assert "mkdocs.yml:" in done.stderr
    assert "error[site-configuration]: hooks: code that every build would run. Repair: Delete the key." in done.stderr
    assert (root / "site/customer/pilot/index.html").is_file()
    assert (root / "site/internal/index.html").is_file()
    assert not mark.exists()


@pytest.mark.slow
def test_no_page_of_the_wiki_stops_its_build(tmp_path: Path) -> None:
    """Each fault is told by the check, with its place; the site is built with what can be shown, in our words alone."""
    root = make_repository(tmp_path, projects={"pilot": "minimal/projects/pilot"})
    replace(root / "mkdocs.yml", "validation:", "extra_css: []\nvalidation_of_ours:")
    text = (root / "mkdocs.yml").read_text("utf-8")
    write(root / "mkdocs.yml", text[: text.index("extra_css: []")])
    write(
        root / "docs/tags.md",
        "---\ntitle: 3\nhide: 3\ntags: [x]\nproject: pilot\n---\n# Tags\n\n[a](no.md#x) [b](/c)\n",
    )
    (root / "docs/bytes.md").write_bytes(b"# \xff\n\n[a](#nowhere)\n")

    done = delivery(root, "build", "--audience", "internal")

    told = [line for line in done.stderr.splitlines() if line.startswith("docs/")]
    assert done.returncode == 1
    assert [line.partition("]")[0].partition("[")[2] for line in told] == [
        *("not-utf-8", "wrong-type", "wrong-type", "unknown-key", "unknown-key"),
        *("link-unknown", "link-unknown", "link-unknown"),
    ]
    assert "Doc file" not in done.stderr
    assert "failed" not in done.stderr
    assert (root / "site/internal/tags.html").is_file()
    assert (root / "site/internal/bytes.html").is_file()
