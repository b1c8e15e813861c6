"""The released data files that projects pin."""

from __future__ import annotations

from dataclasses import dataclass

from .clauses import ClauseSet
from .process import ProcessDefinition, TemplateSet
from .sizing import RuleSet
from .wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """The released data files that projects pin, and the words of each language by which requirements are judged.

    `shipped` names the rule sets, by id and version, that came with the tool and not from the repository; `unlocked`
    the files of a repository without a lock, which nothing guards yet.
    """

    processes: tuple[ProcessDefinition, ...] = ()
    templates: tuple[TemplateSet, ...] = ()
    rule_sets: tuple[RuleSet, ...] = ()
    clause_sets: tuple[ClauseSet, ...] = ()
    wordings: tuple[Wording, ...] = ()
    shipped: frozenset[tuple[str, str]] = frozenset()
    unlocked: tuple[str, ...] = ()

    @property
    def own_rule_sets(self) -> tuple[RuleSet, ...]:
        """The rule sets that stand in the repository itself."""
        return tuple(one for one in self.rule_sets if (one.id, one.version) not in self.shipped)

    def process(self, id: str, version: str) -> ProcessDefinition | None:
        """The pinned process definition, if it ships."""
        return next((one for one in self.processes if (one.id, one.version) == (id, version)), None)

    def template_set(self, id: str, version: str) -> TemplateSet | None:
        """The pinned template set, if it ships."""
        return next((one for one in self.templates if (one.id, one.version) == (id, version)), None)

    def rule_set(self, id: str, version: str) -> RuleSet | None:
        """The pinned sizing rule set, if it ships."""
        return next((one for one in self.rule_sets if (one.id, one.version) == (id, version)), None)

    def clause_set(self, id: str, version: str) -> ClauseSet | None:
        """The pinned clause set, if it ships."""
        return next((one for one in self.clause_sets if (one.id, one.version) == (id, version)), None)
