"""The roster's keys as the file of allowed signers that ssh-keygen reads."""

from __future__ import annotations

import datetime as dt

from delivery_wiki.model.project.whole_project import Project

from .demonstration_keys import keys_that_count
from .ssh_signature import SIGN_OFF_NAMESPACE, WITNESS_NAMESPACE, public_key_text

DAY = dt.timedelta(days=1)


def allowed_signers(project: Project) -> str:
    """A line for each key: whose it is, what it may sign, and from when until when in UTC."""
    spaces = f"{SIGN_OFF_NAMESPACE},{WITNESS_NAMESPACE}"
    lines = [
        _line(person.id, spaces, key.key, key.valid_from, key.valid_until)
        for person in project.people
        for key in keys_that_count(project, person.keys)
    ]
    lines += [
        _line(witness.id, WITNESS_NAMESPACE, witness.key, witness.valid_from, witness.valid_until)
        for witness in keys_that_count(project, project.witnesses)
    ]
    return "".join(lines)


def _line(name: str, spaces: str, key: str, since: dt.date | None, until: dt.date | None) -> str:
    options = [f'namespaces="{spaces}"']
    if since:
        options.append(f'valid-after="{since:%Y%m%d}"')
    if until and until < dt.date.max:
        options.append(f'valid-before="{until + DAY:%Y%m%d}"')
    return f"{name} {','.join(options)} {public_key_text(key)}\n"
