"""The workflows: what they may do, that they call what exists, and that their shell steps keep what they promise."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from delivery_wiki.adapters.commands.command_line import main

ROOT = Path(__file__).parent.parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
GITLAB = ROOT / ".gitlab-ci.yml"
PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}")
MAY_WRITE = {"pages", "id-token"}
GITLAB_KEYWORDS = {"workflow", "stages", "default", "variables"}


def load(path: Path) -> dict[str, Any]:
    """A workflow as plain text values: YAML 1.1 would read the key `on` as true."""
    return dict(yaml.load(path.read_text("utf-8"), yaml.BaseLoader))


def jobs() -> Iterator[tuple[Path, str, dict[str, Any]]]:
    """Every job of every GitHub workflow."""
    for path in WORKFLOWS:
        for name, job in load(path)["jobs"].items():
            yield path, name, job


def steps() -> Iterator[dict[str, Any]]:
    """Every step of every GitHub workflow."""
    for _, _, job in jobs():
        yield from job.get("steps", ())


def deep_merged(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """Two jobs as GitLab's `extends` merges them: mappings key by key, everything else replaced."""
    both = {key: deep_merged(below[key], above[key]) for key in below if isinstance(above.get(key), dict)}
    return {**below, **above, **both}


def gitlab_jobs() -> dict[str, dict[str, Any]]:
    """Every job of the GitLab pipeline, with what it extends merged in."""
    document = load(GITLAB)
    found = {name: job for name, job in document.items() if name not in GITLAB_KEYWORDS}
    merged = {name: deep_merged(found.get(job.get("extends", ""), {}), job) for name, job in found.items()}
    return {name: job for name, job in merged.items() if not name.startswith(".")}


def shell_lines() -> Iterator[str]:
    """Every line of shell in all workflows."""
    for step in steps():
        yield from step.get("run", "").splitlines()
    for job in gitlab_jobs().values():
        yield from [*job.get("before_script", ()), *job["script"]]


def step_script(workflow: str, job: str, beginning: str) -> str:
    """The shell of the step whose name begins so."""
    path = ROOT / ".github" / "workflows" / workflow
    return str(
        next(step["run"] for step in load(path)["jobs"][job]["steps"] if step.get("name", "").startswith(beginning))
    )


def shell(script: str, folder: Path, **environment: str) -> int:
    """Run a script as a GitHub runner does; its exit code."""
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    clean = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    return subprocess.run(command, cwd=folder, env=clean | environment, capture_output=True, check=False).returncode


def test_zizmor_finds_nothing() -> None:
    """The maintained auditor of GitHub workflows knows of no weakness in ours."""
    command = [
        str(Path(sys.executable).with_name("zizmor")),
        "--offline",
        "--quiet",
        str(ROOT / ".github" / "workflows"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    ("schema", "files"),
    [("vendor.github-workflows", WORKFLOWS), ("vendor.gitlab-ci", [GITLAB])],
    ids=["github", "gitlab"],
)
def test_the_workflows_are_valid_by_their_published_schemas(schema: str, files: list[Path]) -> None:
    """A misspelt key is silently ignored or stops the whole pipeline."""
    command = [str(Path(sys.executable).with_name("check-jsonschema")), "--builtin-schema", schema, *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_starts_with_read_access_only(path: Path) -> None:
    """Without `permissions` a job may get whatever the organisation's default grants."""
    assert load(path)["permissions"] == {"contents": "read"}


def test_only_three_jobs_may_write_pages_a_comment_and_records() -> None:
    """Each of them runs nothing of a project: neither the tool nor what a change brought."""
    writers = {}
    for path, name, job in jobs():
        granted = {scope for scope, access in (job.get("permissions") or {}).items() if access != "read"}
        if granted:
            writers[path.stem, name] = granted
    assert writers == {
        ("site", "publish"): MAY_WRITE,
        ("nightly", "site"): MAY_WRITE,  # calls the one above
        ("check", "comment"): {"pull-requests"},
        ("sign-offs", "propose"): {"contents", "pull-requests"},
    }
    comment = load(ROOT / ".github" / "workflows" / "check.yml")["jobs"]["comment"]
    propose = load(ROOT / ".github" / "workflows" / "sign-offs.yml")["jobs"]["propose"]
    assert not any("checkout" in step.get("uses", "") for step in comment["steps"])
    assert not any(re.search(r"\bmake\b|\.venv", step.get("run", "")) for step in comment["steps"] + propose["steps"])


def test_records_are_made_by_what_was_merged() -> None:
    """From main and never from a branch: so a change cannot reach the key of the witness, nor the right to write."""
    workflow = load(ROOT / ".github" / "workflows" / "sign-offs.yml")
    assert workflow["on"] == {
        "push": {
            "branches": ["main"],
            "paths": [
                *("projects/*/issued/**", "projects/*/sign-offs/*.json"),
                *("projects/*/sow/*.yml", "projects/*/project.yml"),  # answers and deputies that were taken in
            ],
        }
    }
    assert workflow["jobs"]["record"]["environment"]["name"] == "sign-offs"
    rules = gitlab_jobs()["sign-offs"]["rules"]
    assert rules[0] == {"if": "$CI_COMMIT_MESSAGE =~ /sign-offs-/", "when": "never"}
    assert "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH" in rules[1]["if"]


def test_the_comment_of_gitlab_is_written_by_the_script_of_the_default_branch() -> None:
    """By choice, since it needs a token; the text is an artefact, and nothing of the merge request is checked out."""
    job = gitlab_jobs()["comment"]
    assert job["needs"] == ["meaning"]
    assert [item["if"] for item in job["rules"]] == [
        '$CI_PIPELINE_SOURCE == "merge_request_event" && $DELIVERY_COMMENT_TOKEN'
    ]
    assert job["before_script"] == gitlab_jobs()["findings"]["before_script"][:3]
    assert job["script"] == ["python3 .ci/gitlab_comment.py meaning/comment.md"]


@pytest.mark.parametrize(
    ("name", "accepted"),
    [
        (f"projects/mail/sign-offs/{'a' * 64}.json", True),
        (f"projects/mail/sign-offs/witness/{'a' * 64}.pipeline.json", True),
        ("projects/mail/project.yml", False),
        ("projects/mail/sign-offs/x.py", False),
        ("macros/x.json", False),
    ],
)
def test_only_new_records_are_proposed(name: str, accepted: bool, tmp_path: Path) -> None:
    """Whatever the first job hands over, the one that may write takes nothing else."""
    folder = tmp_path / "work"
    folder.mkdir()
    git(folder, "init", "--quiet")
    write(folder, {"projects/mail/project.yml.old": "base"})
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", "base")
    write(tmp_path, {f"temp/records/{name}": "new"})

    done = shell(
        step_script("sign-offs.yml", "propose", "Refuse everything"), folder, RUNNER_TEMP=str(tmp_path / "temp")
    )

    assert (done == 0) is accepted


def test_the_publishing_job_runs_by_choice_and_without_the_repository() -> None:
    """It holds the right to publish, so it takes the finished artefact and runs nothing of a project."""
    publish = load(ROOT / ".github" / "workflows" / "site.yml")["jobs"]["publish"]
    assert "inputs.publish" in publish["if"]
    assert "vars.DELIVERY_PUBLISH == 'true'" in publish["if"]
    assert publish["environment"]["name"] == "github-pages"
    assert not any("checkout" in step.get("uses", "") for step in publish["steps"])
    assert not any(re.search(r"\bmake\b|delivery", step.get("run", "")) for step in publish["steps"])
    assert gitlab_jobs()["pages"]["variables"]["GIT_STRATEGY"] == "none"
    assert '$DELIVERY_PUBLISH == "true"' in gitlab_jobs()["pages"]["rules"][0]["if"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_no_workflow_runs_foreign_content_with_rights(path: Path) -> None:
    """`pull_request_target` and `workflow_run` have secrets and a write token; one secret is used, after a merge."""
    text = path.read_text("utf-8")
    assert not re.search(r"pull_request_target|workflow_run", text)
    assert re.findall(r"secrets\S*", text) == (["secrets.DELIVERY_WITNESS_KEY"] if path.stem == "sign-offs" else [])


def test_every_action_is_pinned_to_a_commit_with_its_version_beside_it() -> None:
    """A tag can be moved to other code; the comment tells people and update tools which release it is."""
    for path in WORKFLOWS:
        for line in path.read_text("utf-8").splitlines():
            if match := re.search(r"uses: (\S+)(.*)", line):
                if match[1].startswith("./"):
                    assert (ROOT / match[1]).is_file()
                    continue
                assert PINNED.fullmatch(match[1]), line
                assert re.fullmatch(r" # v\d+\.\d+\.\d+", match[2]), line


def test_one_action_has_one_version_everywhere() -> None:
    """Two pins of one action mean that an update was forgotten."""
    used = {step["uses"] for step in steps() if "uses" in step}
    assert len({use.split("@")[0] for use in used}) == len(used)


def test_every_job_has_a_time_limit() -> None:
    """A hanging job would hold a runner for six hours."""
    for path, name, job in jobs():
        assert "uses" in job or int(job["timeout-minutes"]) <= 30, f"{path.name}: {name}"
    assert load(GITLAB)["default"]["timeout"]


def test_no_artefact_is_kept_for_ever() -> None:
    """Previews and sites hold what customers said; they go when they are no longer needed."""
    uploads = [step for step in steps() if "upload-" in step.get("uses", "")]
    assert uploads
    assert all(int(step["with"]["retention-days"]) <= 30 for step in uploads)
    for name, job in gitlab_jobs().items():
        if "artifacts" in job:
            assert job["artifacts"]["expire_in"], name
            assert job["artifacts"]["access"] == "developer", name


def test_the_digest_is_kept_and_nobody_gets_it() -> None:
    """Both forges write it each night with the whole history; a person looks at the mails and sends them."""
    github = load(ROOT / ".github" / "workflows" / "nightly.yml")["jobs"]["digest"]
    gitlab = gitlab_jobs()["digest"]
    checkout, *_, upload = github["steps"]

    assert "permissions" not in github
    assert checkout["with"]["fetch-depth"] == load(GITLAB)["variables"]["GIT_DEPTH"] == "0"
    assert upload["with"]["path"] == gitlab["artifacts"]["paths"][0] == "digest/"
    for shell in (step_script("nightly.yml", "digest", "Write the mails"), "\n".join(gitlab["script"])):
        assert "delivery digest --format mail --out digest/internal" in shell
        assert "delivery digest --audience customer --format mail --out digest/customers" in shell
        assert not re.search(r"\b(?:curl|sendmail|msmtp|smtp|mailx)\b", shell)
    assert gitlab["rules"] == [{"if": '$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH && $CI_PIPELINE_SOURCE == "schedule"'}]


def test_a_checkout_leaves_no_token_behind() -> None:
    """Later steps, and artefacts, must not find the job's token in .git/config."""
    checkouts = [step for step in steps() if "actions/checkout" in step.get("uses", "")]
    assert checkouts
    assert all(step["with"]["persist-credentials"] == "false" for step in checkouts)


def test_no_expression_is_pasted_into_shell() -> None:
    """A title or branch name pasted into a script is run as a script; values come through the environment."""
    assert not [step["run"] for step in steps() if "${{" in step.get("run", "")]


def test_a_new_push_cancels_the_check_of_the_old_one() -> None:
    """Only the newest state of a pull request is of interest; a build of main is never cut off."""
    workflows = {path.stem: load(path)["concurrency"] for path in WORKFLOWS}
    assert workflows["check"]["cancel-in-progress"] == "true"
    assert workflows["site"]["cancel-in-progress"] == "false"
    assert load(GITLAB)["default"]["interruptible"] == "true"


def test_every_make_target_in_a_workflow_exists() -> None:
    """A workflow is run elsewhere; a renamed target would be noticed there only."""
    targets = set(re.findall(r"^([\w./-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    called = {target for line in shell_lines() for target in re.findall(r"\bmake ([\w./-]+)", line)}
    assert called
    assert called <= targets


def test_every_delivery_command_in_a_workflow_is_understood(capsys: pytest.CaptureFixture[str]) -> None:
    """Verbs and options are those of the tool."""
    called = {
        tuple(re.findall(r"^\S+|(?<= )--[\w-]+", call))
        for line in shell_lines()
        for call in re.findall(r"\.venv/bin/delivery ([^|>;]+)", line)
    }
    assert called
    for verb, *options in called:
        with pytest.raises(SystemExit):
            main([verb, "--help"])
        described = capsys.readouterr().out
        assert all(option in described for option in options), (verb, options)


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder, as somebody invented."""
    identity = ["-c", "user.name=Tester", "-c", "user.email=tester@ci.example", "-c", "init.defaultBranch=main"]
    command = ["git", "-C", str(folder), *identity, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def write(folder: Path, files: dict[str, str]) -> None:
    """Write files by their path."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")


@pytest.fixture
def origin(tmp_path: Path) -> Path:
    """A repository whose branch `change` alters a project and also tries to bring its own tool."""
    folder = tmp_path / "origin"
    folder.mkdir()
    git(folder, "init", "--quiet")
    write(folder, {"Makefile": "base", "mkdocs.yml": "base", "macros/x.py": "base"})
    write(folder, {"projects/a/project.yml": "base", "projects/a/gone.yml": "base"})
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", "base")
    git(folder, "switch", "--quiet", "-c", "change")
    (folder / "projects/a/gone.yml").unlink()
    write(folder, {"Makefile": "change", "mkdocs.yml": "change", "macros/x.py": "change", "evil.py": "change"})
    write(folder, {"projects/a/project.yml": "change", "projects/b/project.yml": "change"})
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", "change")
    return folder


def take_on_github(origin: Path, folder: Path) -> int:
    """Fetch the merge result of a pull request and run the step of check.yml on it."""
    git(origin, "switch", "--quiet", "-c", "merged", "main")
    git(origin, "merge", "--quiet", "--no-ff", "-m", "merge", "change")
    git(folder.parent, "clone", "--quiet", "--depth", "2", "--branch", "merged", origin.as_uri(), str(folder))
    script = step_script("check.yml", "findings", "Everything from the base branch")
    assert all(script == step_script("check.yml", job, "Everything from the base") for job in ("preview", "diff"))
    return shell(script, folder, GITHUB_SHA=git(folder, "rev-parse", "HEAD"))


def take_on_gitlab(origin: Path, folder: Path) -> int:
    """Fetch the source branch of a merge request and run the lines before the script on it."""
    git(folder.parent, "clone", "--quiet", "--branch", "change", origin.as_uri(), str(folder))
    lines = [line for line in gitlab_jobs()["findings"]["before_script"] if not line.startswith("make ")]
    return shell("\n".join(lines), folder, CI_DEFAULT_BRANCH="main", CI_COMMIT_SHA=git(folder, "rev-parse", "HEAD"))


@pytest.mark.parametrize("take", [take_on_github, take_on_gitlab], ids=["github", "gitlab"])
def test_the_tool_comes_from_the_base_and_only_projects_from_the_change(
    take: Any, origin: Path, tmp_path: Path
) -> None:
    """Otherwise whoever opens a pull request decides what the check runs."""
    folder = tmp_path / "work"
    assert take(origin, folder) == 0
    assert {name: (folder / name).read_text() for name in ("Makefile", "mkdocs.yml", "macros/x.py")} == {
        "Makefile": "base",
        "mkdocs.yml": "base",
        "macros/x.py": "base",
    }
    assert not (folder / "evil.py").exists()
    assert (folder / "projects/a/project.yml").read_text() == "change"
    assert (folder / "projects/b/project.yml").is_file()
    assert not (folder / "projects/a/gone.yml").exists()


@pytest.mark.parametrize("take", [take_on_github, take_on_gitlab], ids=["github", "gitlab"])
def test_a_change_that_makes_projects_a_link_is_refused(take: Any, origin: Path, tmp_path: Path) -> None:
    """A link would make the check read another folder of the runner."""
    git(origin, "rm", "-r", "--quiet", "projects")
    (origin / "projects").symlink_to("macros")
    git(origin, "add", "projects")
    git(origin, "commit", "--quiet", "-m", "link")
    assert take(origin, tmp_path / "work") != 0


def manifest(folder: Path) -> str:
    """What `sha256sum` says of every file in a folder, in the order of names."""
    paths = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return "".join(f"{hashlib.sha256((folder / path).read_bytes()).hexdigest()}  ./{path}\n" for path in paths)


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """Two built sites, with the manifests that the step of site.yml writes."""
    work = tmp_path / "work"
    write(work, {"requirements/run.txt": "lock", "site/internal/index.html": "in", "site/internal/a b/c.html": "c"})
    write(work, {"site/customer/acme/index.html": "acme"})
    outputs = {"GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"), "GITHUB_OUTPUT": str(tmp_path / "output")}
    python = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    script = step_script("site.yml", "build", "Write a manifest")
    assert shell(script, work, GITHUB_SHA="0" * 40, PATH=python, **outputs) == 0
    return work / "site"


def test_the_manifest_lists_every_file_and_the_customers(built: Path, tmp_path: Path) -> None:
    """A reader can check a downloaded site with one command."""
    assert (built / "internal.sha256").read_text() == manifest(built / "internal")
    assert (built / "customer/acme.sha256").read_text() == manifest(built / "customer/acme")
    assert (tmp_path / "output").read_text() == 'customers=["acme"]\n'


DAMAGES = {
    "changed": lambda site: (site / "index.html").write_text("other"),
    "added": lambda site: (site / "extra.html").write_text("extra"),
    "missing": lambda site: (site / "index.html").unlink(),
    "link": lambda site: (site / "link").symlink_to("/etc"),
}


@pytest.mark.parametrize("damage", ["", *DAMAGES])
def test_only_what_the_manifest_lists_is_published(damage: str, built: Path, tmp_path: Path) -> None:
    """The job that may publish trusts the artefact as little as a stranger's file."""
    built.rename(tmp_path / "artefact")
    if damage:
        DAMAGES[damage](tmp_path / "artefact/internal")
    script = step_script("site.yml", "publish", "Refuse what differs")
    code = shell(script, tmp_path, SITE="internal", RUNNER_TEMP=str(tmp_path))
    assert (code == 0) == (not damage)
    assert (tmp_path / "published/index.html").is_file() == (not damage)


@pytest.mark.parametrize("damage", ["", *DAMAGES])
def test_gitlab_pages_gets_only_what_the_manifest_lists(damage: str, built: Path) -> None:
    """A runner that is not fresh may hold files of an earlier run: they stay behind."""
    if damage:
        DAMAGES[damage](built / "internal")
    code = shell("\n".join(gitlab_jobs()["pages"]["script"]), built.parent, CI_PROJECT_DIR=str(built.parent))
    assert (code == 0) == (damage not in {"changed", "missing"})
    if code == 0:
        public = built.parent / "public"
        assert {path.relative_to(public).as_posix() for path in public.rglob("*") if path.is_file()} == {
            "index.html",
            "a b/c.html",
        }


FAKE_GH = """#!/bin/sh
if [ "$2" = --paginate ]; then cat "$EARLIER"; else echo "$4 $5" >> "$CALLS"; cat "$7" >> "$CALLS"; fi
"""
OURS = '[{"id": 7, "user": {"login": "github-actions[bot]"}, "body": "<!-- delivery diff -->\\n\\nold"}]'
OTHERS = '[{"id": 8, "user": {"login": "nora"}, "body": "<!-- delivery diff --> mine"}]'


def write_comment(folder: Path, earlier: str) -> tuple[int, str]:
    """Run the step that writes the comment against a stand-in for the forge; its exit code and what it asked for."""
    write(folder, {"bin/gh": FAKE_GH, "earlier.json": earlier, "calls.txt": ""})
    (folder / "bin/gh").chmod(0o755)
    code = shell(
        step_script("check.yml", "comment", "Write the comment"),
        folder,
        PATH=f"{folder / 'bin'}:{os.environ['PATH']}",
        EARLIER=str(folder / "earlier.json"),
        CALLS=str(folder / "calls.txt"),
        GITHUB_REPOSITORY="a/b",
        NUMBER="12",
        MARKER="<!-- delivery diff -->",
    )
    return code, (folder / "calls.txt").read_text()


NEEDS_JQ = pytest.mark.skipif(shutil.which("jq") is None, reason="GitHub's runners have jq, this machine does not")


@NEEDS_JQ
@pytest.mark.parametrize(
    ("earlier", "asked"),
    [
        ("[]", "POST repos/a/b/issues/12/comments"),
        (OTHERS, "POST repos/a/b/issues/12/comments"),
        (OTHERS + OURS, "PATCH repos/a/b/issues/comments/7"),
    ],
    ids=["none", "of-others", "ours"],
)
def test_a_pull_request_has_one_comment_which_is_replaced(earlier: str, asked: str, tmp_path: Path) -> None:
    """Only a comment of our own is replaced, and the text travels as data."""
    write(tmp_path, {"meaning/comment.md": '<!-- delivery diff -->\n\n"; rm -rf $HOME `id`\n'})
    code, calls = write_comment(tmp_path, earlier)
    assert code == 0
    assert calls.startswith(asked)
    assert "rm -rf $HOME `id`" in calls


@pytest.mark.parametrize("text", ["no marker\n", "<!-- delivery diff -->\n" + "x" * 65_000], ids=["foreign", "long"])
def test_an_artefact_that_is_no_comment_is_refused(text: str, tmp_path: Path) -> None:
    """The job that may write trusts the artefact as little as a stranger's file."""
    write(tmp_path, {"meaning/comment.md": text})
    code, calls = write_comment(tmp_path, "[]")
    assert code != 0
    assert not calls
