"""The audience gate: what one reader may see of a project, and nothing beyond it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from macros.model.process import ProcessDefinition, TemplateSet
from macros.model.project import Project
from macros.model.sizing import RuleSet


class Audience(Enum):
    """Who reads: the most restricted is the default everywhere."""

    CUSTOMER = "customer"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """The released data files that projects pin."""

    processes: tuple[ProcessDefinition, ...] = ()
    templates: tuple[TemplateSet, ...] = ()
    rule_sets: tuple[RuleSet, ...] = ()

    def process(self, id: str, version: str) -> ProcessDefinition | None:
        """The pinned process definition, if it ships."""
        return next((one for one in self.processes if (one.id, one.version) == (id, version)), None)

    def template_set(self, id: str, version: str) -> TemplateSet | None:
        """The pinned template set, if it ships."""
        return next((one for one in self.templates if (one.id, one.version) == (id, version)), None)

    def rule_set(self, id: str, version: str) -> RuleSet | None:
        """The pinned sizing rule set, if it ships."""
        return next((one for one in self.rule_sets if (one.id, one.version) == (id, version)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class AudienceView:
    """A project as one audience sees it; made by `audience_view` only, and all that pages accept."""

    audience: Audience
    project: Project
    process: ProcessDefinition
    templates: TemplateSet
    library: Library

    @property
    def internal(self) -> bool:
        """Whether the reader belongs to the vendor."""
        return self.audience is Audience.INTERNAL


def audience_view(project: Project, audience: Audience, library: Library) -> AudienceView:
    """The view of a checked project; raises LookupError for a pin that does not ship, which `check` reports."""
    process = library.process(project.process.id, project.process.version)
    templates = library.template_set(project.templates.id, project.templates.version)
    if process is None or templates is None:
        raise LookupError(f"{project.slug} pins a process or template set that does not ship")
    seen = project if audience is Audience.INTERNAL else replace(project, internal=None)
    return AudienceView(audience=audience, project=seen, process=process, templates=templates, library=library)
