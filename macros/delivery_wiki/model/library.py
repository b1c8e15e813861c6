"""The released data files that projects pin."""

from __future__ import annotations

from dataclasses import dataclass

from .clauses import ClauseSet
from .process import ProcessDefinition, TemplateSet
from .reference_architecture import ReferenceArchitecture
from .sizing import RuleSet
from .wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """The released data files that projects pin, what wiki pages show, and the words by which requirements are judged.

    `shipped` names the rule sets, by id and version, that came with the tool and not from the repository; `unlocked`
    the files of a repository without a lock, which nothing guards yet.
    """

    processes: tuple[ProcessDefinition, ...] = ()
    templates: tuple[TemplateSet, ...] = ()
    rule_sets: tuple[RuleSet, ...] = ()
    clause_sets: tuple[ClauseSet, ...] = ()
    wordings: tuple[Wording, ...] = ()
    architectures: tuple[ReferenceArchitecture, ...] = ()
    shipped: frozenset[tuple[str, str]] = frozenset()
    unlocked: tuple[str, ...] = ()

    @property
    def own_rule_sets(self) -> tuple[RuleSet, ...]:
        """The rule sets that stand in the repository itself."""
        return tuple(rule_set for rule_set in self.rule_sets if (rule_set.id, rule_set.version) not in self.shipped)

    def process(self, id: str, version: str) -> ProcessDefinition | None:
        """The pinned process definition, if it ships."""
        return next((process for process in self.processes if (process.id, process.version) == (id, version)), None)

    def template_set(self, id: str, version: str) -> TemplateSet | None:
        """The pinned template set, if it ships."""
        return next((template for template in self.templates if (template.id, template.version) == (id, version)), None)

    def rule_set(self, id: str, version: str) -> RuleSet | None:
        """The pinned sizing rule set, if it ships."""
        return next((rule_set for rule_set in self.rule_sets if (rule_set.id, rule_set.version) == (id, version)), None)

    def clause_set(self, id: str, version: str) -> ClauseSet | None:
        """The pinned clause set, if it ships."""
        return next(
            (clause_set for clause_set in self.clause_sets if (clause_set.id, clause_set.version) == (id, version)),
            None,
        )
