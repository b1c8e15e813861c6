"""Entries of the list of what is owed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.status import Message, Owed

from ..base.business_days import add_business_days
from ..base.people import party_kind
from ..evidence.document_facts import ProjectFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedEntries:
    """Writes entries about one project on one date."""

    project_facts: ProjectFacts

    @property
    def on(self) -> dt.date:
        """The as-of date."""
        return self.project_facts.on

    @property
    def project(self) -> Project:
        """The project as its audience sees it."""
        return self.project_facts.project

    def entry(
        self,
        kind: str,
        id: str,
        title: Message,
        *,
        owner: str | None,
        due: dt.date | None,
        party: PartyKind | None = None,
    ) -> Owed:
        """One thing that is owed; an owner's side wins over the given one."""
        return Owed(
            kind=kind,
            id=id,
            title=title,
            owner=owner,
            party=party_kind(self.project, owner) or party,
            due=due,
            days_late=max(0, (self.on - due).days) if due else 0,
            near=due is not None and self._lead_begins(due) <= self.on,
        )

    def _lead_begins(self, due: dt.date) -> dt.date:
        """The day from which on a duty is marked due."""
        return add_business_days(due, -self.project_facts.view.process.lead_business_days, self.project.holidays)
