"""Keys that could never sign are told by a check, and not by a signature that does not count."""

from __future__ import annotations

import base64
import subprocess
from pathlib import Path

import pytest

from delivery_wiki.calculations.signing.ssh_signature import key_fault


def framed(*parts: bytes) -> str:
    """Fields as a key holds them."""
    return base64.b64encode(b"".join(len(part).to_bytes(4, "big") + part for part in parts)).decode()


@pytest.mark.parametrize(
    ("options", "fault"),
    [
        (("-t", "rsa", "-b", "1024"), "an RSA key of 1024 bits; at least 2048 are needed"),
        (("-t", "rsa", "-b", "1536"), "an RSA key of 1536 bits; at least 2048 are needed"),
        (("-t", "rsa", "-b", "2048"), ""),
        (("-t", "ed25519"), ""),
        (("-t", "ecdsa", "-b", "256"), ""),
    ],
)
def test_a_key_that_is_too_short_is_told(options: tuple[str, ...], fault: str, tmp_path: Path) -> None:
    """Those that sign are fine."""
    subprocess.run(["ssh-keygen", "-q", *options, "-N", "", "-f", str(tmp_path / "key")], check=True)
    key = " ".join((tmp_path / "key.pub").read_text().split()[:2])
    assert key_fault(key) == fault


@pytest.mark.parametrize(
    ("key", "fault"),
    [
        ("ssh-ed25519 AAAA", "the key says that it is 'ssh-ed25519', and its text that it is ''"),
        ("ssh-ed25519 !", "the text of the key is cut short, or no key"),
        (f"ssh-ed25519 {framed(b'ssh-ed25519')}", "the text of the key is cut short, or no key"),
        (f"ssh-ed25519 {framed(b'ssh-rsa', b'e', b'n')}", "the key says that it is 'ssh-ed25519', and its text that"),
        (f"ssh-ed25519 {framed(b'ssh-ed25519', b'k' * 32, b'more')}", "something stands behind the end of the key"),
        (f"ssh-dss {framed(b'ssh-dss', b'p')}", "the text of the key is cut short, or no key"),
        ("", "the text of the key is cut short, or no key"),
    ],
)
def test_what_is_no_key_is_told(key: str, fault: str) -> None:
    """However it was cut or mixed up."""
    assert key_fault(key).startswith(fault)
