"""ssh-keygen: signs with a key of the user, of an agent or of a security key."""

from __future__ import annotations

import subprocess
from pathlib import Path

from .faults import WrongUse


def sign_with_key(content: bytes, key: Path, namespace: str) -> str:
    """The armoured signature over some bytes; raises WrongUse with what ssh-keygen said."""
    if not key.is_file():
        raise WrongUse(f"there is no key file {key.name}. Name a private key, or the public key of one in your agent.")
    command = ["ssh-keygen", "-Y", "sign", "-q", "-n", namespace, "-f", str(key)]
    try:
        done = subprocess.run(command, input=content, capture_output=True, check=False, timeout=120)  # noqa: S603 - by its name
    except (OSError, subprocess.TimeoutExpired) as fault:
        raise WrongUse("ssh-keygen cannot be run here; OpenSSH 8.1 or newer is needed") from fault
    if done.returncode:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise WrongUse(f"ssh-keygen did not sign: {lines[-1] if lines else 'no reason given'}")
    return done.stdout.decode("ascii", "replace").strip()
