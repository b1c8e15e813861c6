"""The audience gate: what one reader may see of a project, and nothing beyond it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import Enum

from delivery_wiki.model.clauses import ClauseSet
from delivery_wiki.model.library import Library
from delivery_wiki.model.process import ProcessDefinition, TemplateSet
from delivery_wiki.model.project import Price, Project, StatementOfWork, WorkPackage
from delivery_wiki.model.status import CHARGED_BY_DAY


class Audience(Enum):
    """Who reads: the most restricted is the default everywhere."""

    CUSTOMER = "customer"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True, kw_only=True)
class AudienceView:
    """A project as one audience sees it; made by `audience_view` only, and all that pages accept.

    `labels` are the texts of the released data in the project's language. `billed` are the work packages, by topic, of
    the statements of work that show their customer the days spent.
    """

    audience: Audience
    project: Project
    process: ProcessDefinition
    templates: TemplateSet
    library: Library
    clauses: ClauseSet | None = None
    billed: Mapping[str, tuple[WorkPackage, ...]] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)

    def spellings(self, text: str) -> frozenset[str]:
        """How authors may write a title or role of the released data: as it stands there, or in their language."""
        return frozenset({text.casefold(), self.labels.get(text, text).casefold()})

    @property
    def internal(self) -> bool:
        """Whether the reader belongs to the vendor."""
        return self.audience is Audience.INTERNAL


def audience_view(
    project: Project, audience: Audience, library: Library, labels: Mapping[str, str] | None = None
) -> AudienceView:
    """The view of a checked project; raises LookupError for a pin that does not ship, which `check` reports."""
    process = library.process(project.process.id, project.process.version)
    templates = library.template_set(project.templates.id, project.templates.version)
    clauses = library.clause_set(project.clauses.id, project.clauses.version) if project.clauses else None
    if process is None or templates is None or (project.clauses and project.clauses.id and clauses is None):
        raise LookupError(f"{project.slug} pins a process, template set or clause set that does not ship")
    seen = project if audience is Audience.INTERNAL else _for_customers(project)
    return AudienceView(
        audience=audience,
        project=seen,
        process=process,
        templates=templates,
        library=library,
        clauses=clauses,
        billed={one.topic: _billed(one) for one in project.sows if shows_billed_days(one)},
        labels=labels or {},
    )


def _for_customers(project: Project) -> Project:
    """Without internal/, without what shared fields tell of the vendor, and without what was issued for the team."""
    return replace(
        project,
        internal=None,
        accepted_findings=(),
        issued=tuple(one for one in project.issued if one.audience == Audience.CUSTOMER.value),
        sows=tuple(_shared_part(one) for one in project.sows),
    )


def shows_billed_days(sow: StatementOfWork) -> bool:
    """Whether days spent are told to the customer: somebody wrote so, and they are what is charged."""
    return sow.show_billed_days and sow.price is not None and sow.price.basis in CHARGED_BY_DAY


def _billed(sow: StatementOfWork) -> tuple[WorkPackage, ...]:
    """The work packages with days spent, without what is still expected of them."""
    spent = (one for one in sow.work_packages if one.as_of is not None and not one.withdrawn)
    return tuple(replace(one, remaining=None) for one in spent)


def _shared_part(sow: StatementOfWork) -> StatementOfWork:
    """What was agreed, without how the vendor gets along with it and how it reckons a fixed price."""
    price = _without_reckoning(sow.price) if sow.price is not None and sow.price.is_reckoned_inside else sow.price
    packages = tuple(replace(one, spent=Decimal(0), remaining=None, as_of=None) for one in sow.work_packages)
    return replace(sow, work_packages=packages, price=price)


def _without_reckoning(price: Price) -> Price:
    """A fixed price, or none, without what it was reckoned from; that travel and expenses are in it stays known."""
    return replace(
        price,
        rates=(),
        contingency_percent=Decimal(0),
        cap=None,
        expenses=Decimal(0),
        travel=(),
        expenses_cap=None,
        expenses_included=price.contains_expenses,
    )
