"""Facts that only the vendor knows stand below internal/, and become part of what they are about while reading.

A shared file that still holds such a fact is read and told; `delivery fix` moves it. A customer's view is without them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from delivery_wiki.model.finding import Finding, Location, error, warning
from delivery_wiki.model.project.internal_notes import Internal, PackageEffort, TopicEfforts, TopicPrice
from delivery_wiki.model.project.statement_of_work_terms import StatementOfWork, WorkPackage
from delivery_wiki.model.project.whole_project import Project

EFFORTS = ("spent", "remaining", "as_of")
CONTINGENCY = "contingency_percent"
SHARED_EFFORT = "effort-in-shared-file"
SHARED_CONTINGENCY = "contingency-in-shared-file"


def with_internal_facts(project: Project) -> Project:
    """The project with what internal/ says of its statements of work."""
    internal = project.internal
    if internal is None or not (internal.efforts or internal.prices):
        return project
    return replace(project, sows=tuple(_with_facts(sow, internal) for sow in project.sows))


def _with_facts(sow: StatementOfWork, internal: Internal) -> StatementOfWork:
    efforts = _efforts_of(sow.topic, internal)
    price = next((price for price in internal.prices if price.topic == sow.topic), None)
    return replace(
        sow,
        work_packages=tuple(_with_effort(package, efforts.get(package.id)) for package in sow.work_packages),
        price=replace(sow.price, contingency_percent=price.contingency_percent) if sow.price and price else sow.price,
    )


def _with_effort(package: WorkPackage, effort: PackageEffort | None) -> WorkPackage:
    if effort is None:
        return package
    return replace(package, spent=effort.spent, remaining=effort.remaining, as_of=effort.as_of)


def _efforts_of(topic: str, internal: Internal) -> Mapping[str, PackageEffort]:
    found = (effort for effort in internal.efforts if effort.topic == topic)
    return {effort.id: effort for topic_efforts in found for effort in topic_efforts.work_packages}


def check_internal_facts(project: Project) -> Iterator[Finding]:
    """Facts in a shared file, facts in two places, and facts about nothing; of a project before they were joined."""
    internal = project.internal or Internal()
    sows = {sow.topic: sow for sow in project.sows}
    for sow in project.sows:
        yield from _check_packages(project.slug, sow, _efforts_of(sow.topic, internal))
        yield from _check_price(
            project.slug, sow, next((price for price in internal.prices if price.topic == sow.topic), None)
        )
    for efforts in internal.efforts:
        yield from _check_efforts(efforts, sows.get(efforts.topic))
    for price in internal.prices:
        yield from _check_own_price(price, sows.get(price.topic))


def _check_packages(slug: str, sow: StatementOfWork, efforts: Mapping[str, PackageEffort]) -> Iterator[Finding]:
    for package in sow.work_packages:
        written = [name for name in EFFORTS if _is_written(package.location, name)]
        if not written:
            continue
        place = package.location.at(written[0])
        if package.id in efforts:
            yield _twice(place, f"{_listed(written)} of {package.id}", efforts[package.id].location)
        else:
            problem = f"{_listed(written)} of {package.id} in a shared file; only the vendor may see that"
            yield warning(
                "effort-in-shared-file", place, problem, _moves(f"projects/{slug}/internal/efforts/{sow.topic}.yml")
            )


def _check_price(slug: str, sow: StatementOfWork, own: TopicPrice | None) -> Iterator[Finding]:
    price = sow.price
    if price is None or not price.is_fixed or not _is_written(price.location, CONTINGENCY):
        return
    place = price.location.at(CONTINGENCY)
    if own is not None:
        yield _twice(place, f"{CONTINGENCY} of {sow.topic}", own.location)
    else:
        problem = f"the {CONTINGENCY} of a fixed price in a shared file; only the vendor may see that"
        yield warning(
            "contingency-in-shared-file", place, problem, _moves(f"projects/{slug}/internal/prices/{sow.topic}.yml")
        )


def _check_efforts(efforts: TopicEfforts, sow: StatementOfWork | None) -> Iterator[Finding]:
    known = {package.id for package in sow.work_packages} if sow else set()
    seen: dict[str, Location] = {}
    if sow is None:
        yield _about_nothing(efforts.location, f"there is no sow/{efforts.topic}.yml")
    for effort in efforts.work_packages:
        place = effort.location.at("id")
        if sow is not None and effort.id not in known:
            yield _about_nothing(place, f"{effort.id} is no work package of sow/{efforts.topic}.yml")
        elif effort.id in seen:
            problem = f"{effort.id} stands here a second time"
            yield error("duplicate-entry", place, problem, "Keep the one that holds.", also=seen[effort.id])
        seen.setdefault(effort.id, place)


def _check_own_price(price: TopicPrice, sow: StatementOfWork | None) -> Iterator[Finding]:
    if sow is None:
        yield _about_nothing(price.location, f"there is no sow/{price.topic}.yml")
    elif sow.price is None or not sow.price.is_fixed:
        problem = f"sow/{price.topic}.yml has no fixed price; the contingency of another is shown and stands there"
        yield _about_nothing(price.location.at(CONTINGENCY), problem)


def _is_written(location: Location, name: str) -> bool:
    return (*location.steps, name) in location.positions


def _twice(place: Location, what: str, also: Location) -> Finding:
    problem = f"{what}: here, and in {also.file.split('/', 2)[-1]}"
    return error("fact-in-two-places", place, problem, "Delete it here.", also=also)


def _about_nothing(place: Location, problem: str) -> Finding:
    return error("fact-about-nothing", place, problem, "Correct the id or the name of the file, or delete it.")


def _moves(file: str) -> str:
    return f"'delivery fix' moves it to {file}."


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
