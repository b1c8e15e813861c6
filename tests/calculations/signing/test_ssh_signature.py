"""OpenSSH signatures checked here and by ssh-keygen alike."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from delivery_wiki.calculations.signing.ssh_signature import is_signed, key_fingerprint, signing_key

TEXT = b"what was signed\n"
SPACE = "delivery-sign-off"


def made(folder: Path, kind: str, *options: str) -> tuple[str, str]:
    """A fresh public key and its signature over the text."""
    key = folder / kind
    subprocess.run(["ssh-keygen", "-q", "-t", kind, *options, "-N", "", "-C", "", "-f", str(key)], check=True)
    command = ["ssh-keygen", "-Y", "sign", "-q", "-n", SPACE, "-f", str(key)]
    signature = subprocess.run(command, input=TEXT, capture_output=True, check=True).stdout.decode()
    return key.with_suffix(".pub").read_text().strip(), signature


@pytest.mark.parametrize("kind", ["ed25519", "ecdsa", "rsa"])
def test_a_signature_of_ssh_keygen_holds_here_too(kind: str, tmp_path: Path) -> None:
    """For every kind of key that project.yml may name, and for nothing else than what was signed."""
    key, signature = made(tmp_path, kind, *(["-b", "2048"] if kind == "rsa" else []))

    assert signing_key(signature) == " ".join(key.split()[:2])
    assert is_signed(TEXT, signature, key, SPACE)
    assert not is_signed(TEXT + b" ", signature, key, SPACE)
    assert not is_signed(TEXT, signature, key, "git")
    shown = subprocess.run(["ssh-keygen", "-l", "-f", str(tmp_path / kind)], capture_output=True, text=True, check=True)
    assert key_fingerprint(key) == shown.stdout.split()[1]


def test_a_damaged_signature_is_none(tmp_path: Path) -> None:
    """Whatever is cut, changed or missing: an answer, never an exception."""
    key, signature = made(tmp_path, "ed25519")
    damaged = [signature[:end] for end in range(0, len(signature), 7)]
    damaged += [signature[:at] + "A" + signature[at + 1 :] for at in range(40, len(signature), 11)]
    damaged += ["", "-----BEGIN SSH SIGNATURE-----\n-----END SSH SIGNATURE-----", "\0", "ü"]

    for text in damaged:
        if text.strip() != signature.strip():
            assert not is_signed(TEXT, text, key, SPACE) or text.split() == signature.split()
            assert isinstance(signing_key(text), str)
    assert not is_signed(TEXT, signature, "no key", SPACE)
