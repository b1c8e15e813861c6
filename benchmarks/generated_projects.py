"""Generated projects for benchmarks: the same shape each, other names, dates and numbers."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

HEAD = "# yaml-language-server: $schema=../../schemas/{name}.schema.json\nformat: 1\n"
DAY = dt.date(2026, 1, 5)


def write_projects(root: Path, count: int) -> None:
    """Write that many projects below root/projects."""
    for number in range(count):
        folder = root / "projects" / f"customer-{number:04}"
        folder.mkdir(parents=True)
        for name, body in _files(number).items():
            (folder / f"{name}.yml").write_text(HEAD.format(name=name) + body, "utf-8")


def _files(number: int) -> dict[str, str]:
    return {
        "project": _project(number),
        "requirements": _requirements(number),
        "environment": _environment(number),
        "sizing": _sizing(number),
    }


def _project(number: int) -> str:
    start = DAY + dt.timedelta(days=number % 200)
    milestones = "".join(
        f"  - {{id: M-{index}, title: Milestone {index} of project {number}, owner: lead, "
        f"baseline: {start + dt.timedelta(days=30 * index)}}}\n"
        for index in range(1, 7)
    )
    return (
        f"title: Groupware for customer {number}\nlanguage: en\ntime_zone: Europe/Berlin\ncustomer: customer\n"
        f'process: {{id: ox-professional-services, version: "2011-11-03"}}\n'
        f'templates: {{id: standard, version: "1"}}\nstarted: {start}\n'
        f"parties:\n  - {{id: customer, name: Customer {number} of Example, kind: customer}}\n"
        f"  - {{id: vendor, name: Example Groupware GmbH, kind: vendor}}\n"
        f"people:\n  - {{id: lead, name: Vendor Lead, role: project lead, party: vendor}}\n"
        f"  - {{id: customer-lead-{number}, name: Customer Lead {number}, role: project lead, party: customer}}\n"
        f"goals: [Replace the old webmail of customer {number}.]\nmilestones:\n{milestones}"
        f"open_points:\n  - {{id: OP-1, question: Which mail server is in use?, raised: {start}, owner: lead}}\n"
        f"  - {{id: OP-2, question: How many users are active?, raised: {start}, owner: customer-lead-{number}}}\n"
    )


def _requirements(number: int) -> str:
    rows = "".join(
        f"  - {{id: R-{index:03}, statement: The system shall serve request kind {index} of customer {number} within "
        f"{index} seconds., area: load, priority: must, source: Workshop, party: vendor, verification: test}}\n"
        for index in range(1, 11)
    )
    return f"requirements:\n{rows}"


def _environment(number: int) -> str:
    return (
        "answers:\n"
        f"  - {{question: mail-system, answer: Mail server {number % 7}, source: Call, date: {DAY}}}\n"
        f'  - {{question: mailboxes, answer: "{1000 + number}", source: Call, date: {DAY}}}\n'
    )


def _sizing(number: int) -> str:
    return (
        f'rules: {{id: ox-2011, version: "1"}}\ninputs:\n'
        f"  - {{input: users, value: {1000 + 37 * number}, unit: user, basis: assumed, source: Call}}\n"
    )
