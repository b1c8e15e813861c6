"""Keys whose private halves are published, so that shipped examples can be signed: they prove nothing to anybody.

They count in a project with `demonstration: true` alone, and every page and PDF of it says so.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

from delivery_wiki.model.project.whole_project import Project

from .ssh_signature import public_key_text

DEMONSTRATION_KEYS = (
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPzcvkaf812OwPXPWOoSGnmjb+JF4W/f4EFhcI4xJAFk",
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIN6nBED65trlIK1uq1OozE6CKxnAGvu/n7NNM58Xu9uT",
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBMArn2Hdw31Krdeu5S64BLLGXx5TniBZBTwILVlQgz+",
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKWEWHLOJKIYLzJw4j+6dcdVskRY4Tuwqr95nqnopRai",
)


class HasKey(Protocol):
    """A key of a person, or a witness."""

    @property
    def key(self) -> str:
        """The public key in OpenSSH form."""
        ...


Keyed = TypeVar("Keyed", bound=HasKey)


def private_seed(number: int) -> bytes:
    """The 32 bytes that the private Ed25519 key of DEMONSTRATION_KEYS[number - 1] is made from."""
    return hashlib.sha256(f"Delivery Wiki demonstration key {number}".encode()).digest()


def is_published(key: str) -> bool:
    """Whether everybody has the private half of a key."""
    return public_key_text(key) in DEMONSTRATION_KEYS


def keys_that_count(project: Project, keys: Iterable[Keyed]) -> Iterator[Keyed]:
    """All keys of a demonstration; of any other project those that are not published."""
    return (key for key in keys if project.demonstration or not is_published(key.key))
