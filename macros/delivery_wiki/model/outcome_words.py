"""The words in which test runners say how a test went, and the names beside them that say nothing of it."""

from __future__ import annotations

import re

from .project.test_results import Verdict

_SEPARATORS = re.compile(r"[\s\-_.]+")


def plain_name(text: str) -> str:
    """A name without case, blanks, hyphens, underscores and dots: `not-run`, `NOT_RUN` and `NotRun` are one."""
    return _SEPARATORS.sub("", text).casefold()


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


RAN = _words("run ran executed completed runnable enabled")
PASSED = _words("pass passed ok success successful succeeded")
NOT_RUN = _words(
    "notrun notrunnable norun notexecuted unexecuted notstarted neverrun skip skips skipped suppressed disabled ignore"
    " ignored untested undefined pending todo filtered filteredout excluded deselected omitted inactive"
    " assumptionfailure assumptionfailed"
)
FAILED = _words("fail fails failed failing failure failures timedout timeout notok unsuccessful rerunfailure")
ERROR = _words("error errors errored exception crash crashed panicked broken rerunerror")
DOUBTED = _words(
    "blocked inconclusive indeterminate unknown aborted cancelled canceled interrupted unstable quarantined warn"
    " warning warnings risky incomplete partial flaky flake flakes flakyfailure flakyerror unexpected xfail xfailed"
    " xpass xpassed expectedfailure expectedfailures unexpectedsuccess unexpectedsuccesses knownissue knownfailure"
    " knownerror notjudged"
)
EXPECTED_TO_FAIL = ("xfail", "xfailed", "expectedfailure")  # such a test ran, though its runner calls it skipped
VERDICTS = {
    **dict.fromkeys(RAN | PASSED, Verdict.PASS),
    **dict.fromkeys(NOT_RUN, Verdict.NOT_RUN),
    **dict.fromkeys(FAILED, Verdict.FAIL),
    **dict.fromkeys(DOUBTED | ERROR, Verdict.BLOCKED),
}
OUTCOMES = _words(
    "status result outcome verdict state runstate conclusion disposition teststatus testresult testoutcome teststate"
    " executionstatus runstatus resultstate"
)
STATING = OUTCOMES | frozenset(VERDICTS)
# Whatever stands in these is a name, a place or a time.
NAMES = _words(
    "name class classname fullname methodname displayname file filename filepath path line lineno linenumber column"
    " time duration timestamp start end starttime endtime startedat finishedat id uuid key url package suite suitename"
    " feature group groups hostname host seed randomseed valueparam typeparam description author owner browser device"
    " platform priority severity language worker pid thread assertions asserts parameters params attempt attempts retry"
    " retries signature system version site testid hash"
)
KINDS = _words("label type tag tags")  # names too, unless a word for an outcome stands in them
NEUTRAL_ELEMENTS = _words("systemout systemerr properties property")
TRUE, FALSE = _words("true yes y t"), _words("false no n f none null")
