"""The project of the demonstration: all that Go / No-Go asks for but an agreed Basic SOW; all people are invented."""

from __future__ import annotations

from collections.abc import Mapping

SLUG = "lakeside-mail"
VENDOR, CUSTOMER, AUTHOR = "vera", "nora", "petra"  # logins at the forge

PROJECT = """# yaml-language-server: $schema=../../schemas/project.schema.json
format: 2
title: "Groupware for Lakeside Online"
customer: lakeside
language: en
time_zone: Europe/Berlin
process: {id: ox-professional-services, version: "2011-10-18"}
templates: {id: standard, version: "1"}
started: 2026-10-05
goals: ["Replace the webmail before June 2027."]
scope: {included: ["Webmail and calendar"], excluded: ["Mail servers"]}
parties:
  - {id: vendor, name: "Example Groupware GmbH", kind: vendor}
  - {id: lakeside, name: "Lakeside Online", kind: customer}
people:
  - {id: vera-lead, name: "Vera Vendor", role: project lead, party: vendor, logins: {github: vera}}
  - {id: petra-writer, name: "Petra Beispiel", role: consultant, party: vendor, logins: {github: petra}}
  - {id: nora-lead, name: "Nora Nowhere", role: project lead, party: lakeside, logins: {github: nora},
     email: nora.nowhere@lakeside.example}
signatures:
  - {document: basic-sow, party: vendor, role: project lead, meaning: offers the work}
  - {document: basic-sow, party: customer, role: project lead, meaning: orders the work}
milestones:
  - {id: M-1, title: "Go / No-Go", gate: go-no-go, owner: nora-lead, baseline: 2026-12-11}
documents:
  - kind: charter
    revision: 1
    revised: 2026-10-20
    events:
      - {event: agreed, date: 2026-10-27, evidence: "Mail of 27 October 2026", by: nora-lead}
  - {kind: sizing, revision: 1, revised: 2026-11-18}
  - kind: formal-offer
    revision: 1
    revised: 2026-11-20
    events:
      - {event: sent, date: 2026-11-20, evidence: "Mail of 20 November 2026", by: vera-lead}
"""
CHARTER = """## Motivation

The webmail of Lakeside Online is out of support in June 2027.

## Documentation, reporting, communication

One call each week, minutes the same day.
"""
ENVIRONMENT = """# yaml-language-server: $schema=../../schemas/environment.schema.json
format: 1
answers:
  - {question: mail-system, answer: "Dovecot and Postfix", source: "Kick-off call", date: 2026-10-07}
"""
SIZING = """# yaml-language-server: $schema=../../schemas/sizing.schema.json
format: 1
rules: {id: groupware-sessions, version: "1"}
inputs:
  - {input: webmail-users, value: 80000, unit: user, basis: measured, source: "Subscriber report", date: 2026-10-07}
  - {input: groupware-users, value: 2000, unit: user, basis: measured, source: "Subscriber report", date: 2026-10-07}
  - {input: mobile-users, value: 0, unit: user, basis: measured, source: "Kick-off call", date: 2026-10-07}
"""
SOW = """# yaml-language-server: $schema=../../../schemas/sow.schema.json
format: 2
title: "Basic SOW"
revision: 1
revised: 2026-11-20
scope: ["Installation of the groupware"]
out_of_scope: ["Operation"]
deliverables:
  - id: DEL-1
    title: "Installed groupware"
    description: "Connected to the mail servers."
    agreed: 2027-02-26
    acceptance:
      - {id: AC-1, statement: "Ten trial users log in."}
work_packages:
  - {id: WP-1, title: "Install and connect", role: consultant, days: 12, deliverables: [DEL-1]}
starts: 2027-01-11
ends: 2027-02-26
customer_duties: ["Access to the mail servers from 2027-01-11 on."]
price: {basis: time-and-material, currency: EUR, rates: [{role: consultant, rate: 1200}]}
acceptance_clock: {review_business_days: 5, silence_accepts: false, cure_business_days: 10, rejections: 2}
"""
OFFER = """# yaml-language-server: $schema=../../schemas/offer.schema.json
format: 1
currency: EUR
sows: [SOW-basic]
"""

FILES: Mapping[str, str] = {
    f"projects/{SLUG}/project.yml": PROJECT,
    f"projects/{SLUG}/charter.md": CHARTER,
    f"projects/{SLUG}/environment.yml": ENVIRONMENT,
    f"projects/{SLUG}/sizing.yml": SIZING,
    f"projects/{SLUG}/sow/basic.yml": SOW,
    f"projects/{SLUG}/offer.yml": OFFER,
}


def saved_review(head: str, merge: str) -> dict[str, object]:
    """What the forge says about the merged pull request, as its interface documents it: two approvals of its head."""
    return {
        "pull_request": {
            "number": 12,
            "html_url": "https://forge.example/vendor/projects/pull/12",
            "user": {"login": AUTHOR, "type": "User"},
            "merged": True,
            "merged_at": "2026-11-24T12:00:00Z",
            "merge_commit_sha": merge,
            "requested_reviewers": [],
            "head": {"sha": head},
            "base": {"ref": "main"},
        },
        "reviews": [_approval(VENDOR, head, 81), _approval(CUSTOMER, head, 82)],
    }


def _approval(login: str, head: str, id: int) -> dict[str, object]:
    return {
        "id": id,
        "user": {"login": login, "type": "User"},
        "state": "APPROVED",
        "html_url": f"https://forge.example/vendor/projects/pull/12#pullrequestreview-{id}",
        "submitted_at": "2026-11-24T10:00:00Z",
        "commit_id": head,
    }
