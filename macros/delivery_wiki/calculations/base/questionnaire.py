"""The questions of the environment that a project asks: those of its template set, without what it does not need."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from delivery_wiki.model.process import QuestionArea
from delivery_wiki.model.project.environment import Environment


def asked_areas(environment: Environment | None, areas: Iterable[QuestionArea]) -> tuple[QuestionArea, ...]:
    """The areas with the questions that are asked; an answered question is, and an area without one is left out."""
    if environment is None:
        return tuple(areas)
    areas_out = {id for part in environment.not_asked for id in part.areas}
    left_out = {id for part in environment.not_asked for id in part.questions}
    answered = {answer.question for answer in environment.answers}
    found = (
        replace(
            area,
            questions=tuple(
                question
                for question in area.questions
                if question.id in answered or not (area.id in areas_out or question.id in left_out)
            ),
        )
        for area in areas
    )
    return tuple(area for area in found if area.questions)
