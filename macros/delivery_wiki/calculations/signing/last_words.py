"""What each person said last over a revision: the one word that stands, and why none of the others does.

Everything here is about records of one person over one revision, by their digests.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from delivery_wiki.model.sign_off import Meaning, SignOff

from .proof_strength import STRENGTH, is_stronger
from .sign_off_graph import RecordGraph

Matter = tuple[str, str, str | None, int]
# How far a word goes towards a yes.
_RESERVED = (Meaning.REJECTED, Meaning.WITHDRAWN, Meaning.ACCEPTED_WITH_CONDITIONS)


def matter_of(record: SignOff) -> Matter:
    """Who speaks, or is spoken for, about which revision of which document."""
    return (record.speaker, record.document, record.topic, record.revision)


def contested_by(digest: str, others: Iterable[str], graph: RecordGraph) -> str | None:
    """The better proved no, or condition, that a record would lift; none where it may say what it says.

    What one side writes about the other never lifts what the other one said by its own key. A word that was lifted by
    a proof as good stands against nothing.
    """
    said = _words(others, graph)
    return next((word for word in said if _holds_back(word, digest, graph) and not _is_lifted(word, said, graph)), None)


def last_word(digests: Iterable[str], graph: RecordGraph) -> str | None:
    """The record that stands: the one that follows the others; of two side by side the less agreeing one.

    Of the same word said twice the better proof stands, unless another word was said in between. A review is a word
    only where there is no other.
    """
    given = list(digests)
    said = _words(given, graph)
    left = [word for word in said if replaced_by(word, said, graph) is None]
    least = min(
        left, key=lambda word: (_reserve(graph.records[word]), -STRENGTH[graph.records[word].channel]), default=""
    )
    return least or next(iter(given), None)


def replaced_by(digest: str, others: Iterable[str], graph: RecordGraph) -> str | None:
    """The record that took the place of another one: a later word, or a better proof of the same that still stands."""
    said = _words(others, graph)
    return _later(digest, said, graph) or _better(digest, said, graph)


def comes_after(later: str, earlier: str, graph: RecordGraph) -> bool:
    """Whether one word was said after the other: by the days of answers that came by mail, else by their records.

    Answers are taken in in any order; who takes an old one in late does not make it the newer word.
    """
    one, other = graph.records[later], graph.records[earlier]
    if (one.answered or other.answered) and one.spoken != other.spoken:
        return one.spoken > other.spoken
    return graph.follows(later, earlier)


def _later(digest: str, said: Sequence[str], graph: RecordGraph) -> str | None:
    record = graph.records[digest]
    following = (word for word in said if comes_after(word, digest, graph))
    return next((word for word in following if not is_stronger(record, graph.records[word])), None)


def _better(digest: str, said: Sequence[str], graph: RecordGraph) -> str | None:
    record = graph.records[digest]
    better = (word for word in said if is_stronger(graph.records[word], record))
    return next((word for word in better if _later(word, said, graph) is None), None)


def _holds_back(word: str, digest: str, graph: RecordGraph) -> bool:
    held, record = graph.records[word], graph.records[digest]
    weaker = STRENGTH[held.channel] > STRENGTH[record.channel]
    lifts = _reserve(held) < _reserve(record) and record.meaning is not Meaning.REVIEWED
    return weaker and lifts and not comes_after(word, digest, graph)


def _is_lifted(word: str, said: Sequence[str], graph: RecordGraph) -> bool:
    held = graph.records[word]
    return any(
        comes_after(other, word, graph)
        and _reserve(graph.records[other]) > _reserve(held)
        and STRENGTH[graph.records[other].channel] >= STRENGTH[held.channel]
        and contested_by(other, said, graph) is None
        for other in said
    )


def _words(digests: Iterable[str], graph: RecordGraph) -> list[str]:
    return [digest for digest in dict.fromkeys(digests) if graph.records[digest].meaning is not Meaning.REVIEWED]


def _reserve(record: SignOff) -> int:
    return _RESERVED.index(record.meaning) if record.meaning in _RESERVED else len(_RESERVED)
