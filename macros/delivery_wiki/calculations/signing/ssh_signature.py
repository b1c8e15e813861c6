"""Checks OpenSSH signatures (`ssh-keygen -Y`) without starting a program: the format, then the signature itself."""

from __future__ import annotations

import base64
import binascii
import hashlib
from functools import lru_cache

MAGIC = b"SSHSIG"
SIGN_OFF_NAMESPACE = "delivery-sign-off"
WITNESS_NAMESPACE = "delivery-witness"
_BEGIN, _END = "-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----"
_HASHES = {b"sha256": hashlib.sha256, b"sha512": hashlib.sha512}
_PLAIN_KEYS = (b"ssh-ed25519", b"ssh-rsa", b"ecdsa-sha2-nistp256")


MINIMUM_RSA_BITS = 2048


def key_fault(key: str) -> str:
    """Why nothing that a key signs would count; empty for a sound one."""
    kind, _, text = key.partition(" ")
    try:
        fields = _Fields(base64.b64decode(text, validate=True))
        inner = fields.take().decode("ascii", "replace")
        if inner != kind:
            return f"the key says that it is '{kind}', and its text that it is '{inner[:40]}'"
        parts = [fields.take() for _ in range(_PARTS[kind])]
    except (ValueError, KeyError, IndexError):
        return "the text of the key is cut short, or no key"
    if fields.rest:
        return "something stands behind the end of the key"
    if not all(parts) or len(parts[0]) not in _LENGTHS.get(kind, (len(parts[0]),)):
        return "the text of the key is cut short, or no key"
    bits = int.from_bytes(parts[-1]).bit_length() if kind == "ssh-rsa" else MINIMUM_RSA_BITS
    return f"an RSA key of {bits} bits; at least {MINIMUM_RSA_BITS} are needed" if bits < MINIMUM_RSA_BITS else ""


_PARTS = {"ssh-ed25519": 1, "sk-ssh-ed25519@openssh.com": 2, "ssh-rsa": 2, "ecdsa-sha2-nistp256": 2}


_LENGTHS = {"ssh-ed25519": (32,), "sk-ssh-ed25519@openssh.com": (32,)}


def public_key_text(text: str) -> str:
    """A public key without its comment, which often is an address."""
    return " ".join(text.split()[:2])


def key_fingerprint(key: str) -> str:
    """The fingerprint of a public key as `ssh-keygen -l` prints it; empty for what is no key."""
    try:
        blob = base64.b64decode(key.split()[1], validate=True)
    except (IndexError, ValueError, binascii.Error):
        return ""
    return "SHA256:" + base64.b64encode(hashlib.sha256(blob).digest()).decode().rstrip("=")


def signing_key(signature: str) -> str:
    """The public key that a signature names, in OpenSSH form; empty for what is no signature."""
    try:
        blob = _Fields(_armoured(signature)[len(MAGIC) + 4 :]).take()
        return f"{_Fields(blob).take().decode()} {base64.b64encode(blob).decode()}"
    except (ValueError, UnicodeDecodeError):
        return ""


@lru_cache(maxsize=4096)
def is_signed(content: bytes, signature: str, key: str, namespace: str) -> bool:
    """Whether this key made this signature over this content, in this namespace and no other."""
    try:
        data = _armoured(signature)
        if data[: len(MAGIC)] != MAGIC or data[len(MAGIC) : len(MAGIC) + 4] != b"\0\0\0\1":
            return False
        fields = _Fields(data[len(MAGIC) + 4 :])
        blob, space, reserved, method, signed = (fields.take() for _ in range(5))
        if fields.rest or space.decode() != namespace or blob != base64.b64decode(key.split()[1]):
            return False
        digest = _HASHES[method](content).digest()
        message = MAGIC + b"".join(map(_framed, (space, reserved, method, digest)))
        return _verify(blob, signed, message)
    except (ValueError, KeyError, IndexError):
        return False


def _verify(blob: bytes, signed: bytes, message: bytes) -> bool:
    fields = _Fields(signed)
    algorithm, value = fields.take(), fields.take()
    kind = _Fields(blob).take()
    if kind == b"sk-ssh-ed25519@openssh.com":
        return _verify_hardware(blob, algorithm, value, fields.rest, message)
    return kind in _PLAIN_KEYS and not fields.rest and _verify_plain(kind, blob, algorithm, value, message)


def _verify_plain(kind: bytes, blob: bytes, algorithm: bytes, value: bytes, message: bytes) -> bool:
    # Imported here: most runs meet no signature, and the library takes its time to load.
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - above
    from cryptography.hazmat.primitives import hashes  # noqa: PLC0415 - above
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa, utils  # noqa: PLC0415 - above
    from cryptography.hazmat.primitives.serialization import load_ssh_public_key  # noqa: PLC0415 - above

    public = load_ssh_public_key(kind + b" " + base64.b64encode(blob))
    rsa_hashes = {b"rsa-sha2-256": hashes.SHA256(), b"rsa-sha2-512": hashes.SHA512()}
    try:
        if isinstance(public, ed25519.Ed25519PublicKey) and algorithm == b"ssh-ed25519":
            public.verify(value, message)
        elif isinstance(public, rsa.RSAPublicKey) and algorithm in rsa_hashes and public.key_size >= 2048:
            public.verify(value, message, padding.PKCS1v15(), rsa_hashes[algorithm])
        elif isinstance(public, ec.EllipticCurvePublicKey) and algorithm == b"ecdsa-sha2-nistp256":
            numbers = _Fields(value)
            pair = [int.from_bytes(numbers.take(), "big") for _ in range(2)]
            public.verify(utils.encode_dss_signature(*pair), message, ec.ECDSA(hashes.SHA256()))
        else:
            return False
    except InvalidSignature:
        return False
    return True


def _verify_hardware(blob: bytes, algorithm: bytes, value: bytes, extra: bytes, message: bytes) -> bool:
    """A security key signs digests of the application and the message, with flags and a counter between them."""
    fields = _Fields(blob)
    _, public, application = (fields.take() for _ in range(3))
    if algorithm != b"sk-ssh-ed25519@openssh.com" or len(extra) != 5 or not extra[0] & 1:
        return False
    told = hashlib.sha256(application).digest() + extra + hashlib.sha256(message).digest()
    plain = _framed(b"ssh-ed25519") + _framed(public)
    return _verify_plain(b"ssh-ed25519", plain, b"ssh-ed25519", value, told)


def _armoured(signature: str) -> bytes:
    text = signature.strip()
    if not text.startswith(_BEGIN) or not text.endswith(_END):
        raise ValueError("no armour")
    return base64.b64decode("".join(text[len(_BEGIN) : -len(_END)].split()), validate=True)


def _framed(value: bytes) -> bytes:
    return len(value).to_bytes(4, "big") + value


class _Fields:
    """Length-framed fields, taken one after the other; raises ValueError where one is cut short."""

    def __init__(self, data: bytes) -> None:
        self.rest = data

    def take(self) -> bytes:
        length = int.from_bytes(self.rest[:4], "big")
        value, self.rest = self.rest[4 : 4 + length], self.rest[4 + length :]
        if len(value) != length:
            raise ValueError("cut short")
        return value
