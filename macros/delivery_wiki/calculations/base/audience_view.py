"""The audience gate: what one reader may see of a project, and nothing beyond it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, field, fields, replace
from decimal import Decimal
from enum import Enum
from typing import Any

from delivery_wiki.model.clauses import ClauseSet
from delivery_wiki.model.library import Library
from delivery_wiki.model.process import ProcessDefinition, TemplateSet
from delivery_wiki.model.project.attachments import AttachedFile
from delivery_wiki.model.project.statement_of_work_terms import Price, StatementOfWork, WorkPackage
from delivery_wiki.model.project.vendor_fields import VendorFields
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.status import CHARGED_BY_DAY

from .clause_texts import taken_clauses


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
    taken = [taken_clauses(project, library, sow) for sow in (None, *project.sows)]
    if process is None or templates is None or any(each.pin.id and each.clauses is None for each in taken):
        raise LookupError(f"{project.slug} pins a process, template set or clause set that does not ship")
    seen = project if audience is Audience.INTERNAL else _for_customers(project)
    return AudienceView(
        audience=audience,
        project=seen,
        process=process,
        templates=templates,
        library=library,
        clauses=taken[0].clauses,
        billed={sow.topic: _billed(sow) for sow in project.sows if shows_billed_days(sow)},
        labels=labels or {},
    )


def _for_customers(project: Project) -> Project:
    """Without internal/, without the fields that schemas mark as the vendor's, and without what the team was issued."""
    if project.vendor_fields is None:
        raise ValueError(f"nobody said which fields of {project.slug} are the vendor's own")
    shared: Project = without_fields(project, project.vendor_fields)
    return replace(
        shared,
        internal=None,
        attachments=tuple(file for file in project.attachments if file.audience == Audience.CUSTOMER.value),
        attached_files=_attached_for_customers(project),
        issued=tuple(issued for issued in project.issued if issued.audience == Audience.CUSTOMER.value),
        sows=tuple(_shared_part(sow) for sow in shared.sows),
    )


def _attached_for_customers(project: Project) -> tuple[AttachedFile, ...]:
    shown = {file.file for file in project.attachments if file.audience == Audience.CUSTOMER.value}
    return tuple(file for file in project.attached_files if file.name in shown)


def without_fields(value: Any, marked: VendorFields) -> Any:
    """A value, or each value of a tuple or mapping, with its marked fields as if nobody had written them."""
    if isinstance(value, tuple):
        return tuple(without_fields(child, marked) for child in value)
    if isinstance(value, dict):
        return {key: without_fields(child, marked) for key, child in value.items()}
    found = marked.get(type(value))
    if found is None:
        return value
    unwritten = {field.name: _unwritten(field) for field in fields(value) if field.name in found.own}
    return replace(value, **unwritten, **{name: without_fields(getattr(value, name), marked) for name in found.leading})


def _unwritten(field: Field[Any]) -> Any:
    return field.default if field.default_factory is MISSING else field.default_factory()


def shows_billed_days(sow: StatementOfWork) -> bool:
    """Whether days spent are told to the customer: somebody wrote so, and they are what is charged."""
    return sow.show_billed_days and sow.price is not None and sow.price.basis in CHARGED_BY_DAY


def _billed(sow: StatementOfWork) -> tuple[WorkPackage, ...]:
    """The work packages with days spent, without what is still expected of them."""
    spent = (package for package in sow.work_packages if package.as_of is not None and not package.withdrawn)
    return tuple(replace(package, remaining=None) for package in spent)


def _shared_part(sow: StatementOfWork) -> StatementOfWork:
    """What was agreed, without how the vendor reckons a fixed price."""
    price = _without_reckoning(sow.price) if sow.price is not None and sow.price.is_reckoned_inside else sow.price
    return replace(sow, price=price)


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
