"""The customer's environment: answers, interfaces, ports and waves of migration, from environment.yml."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from .located import Located


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Located):
    """One answered question of the environment evaluation; `differs` says why its number is not that of the sizing."""

    question: str
    answer: str
    source: str
    date: dt.date
    about: tuple[str, ...] = ()
    differs: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interface(Located):
    """A connection to a system of the customer."""

    id: str
    title: str
    system: str
    direction: str
    protocol: str
    owner: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PortRule(Located):
    """A network path that has to be open."""

    source: str
    target: str
    port: int
    protocol: str
    purpose: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MigrationWave(Located):
    """A group of mailboxes that moves together."""

    id: str
    title: str
    mailboxes: int
    date: dt.date | None = None
    needs: tuple[str, ...] = ()
    rollback: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAsked(Located):
    """Questions, or whole areas of them, that this project does not need, and why."""

    reason: str
    areas: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment(Located):
    """environment.yml; `migration_differs` says why the waves do not move what is sized."""

    answers: tuple[Answer, ...] = ()
    not_asked: tuple[NotAsked, ...] = ()
    interfaces: tuple[Interface, ...] = ()
    ports: tuple[PortRule, ...] = ()
    migration: tuple[MigrationWave, ...] = ()
    migration_differs: str = ""
