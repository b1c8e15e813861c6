"""Words by which a text is about security, in English and German."""

from __future__ import annotations

import re

WHOLE = ("pii", "tls", "gdpr", "dsgvo", "virus", "mfa", "sso")  # short ones begin other words as well
BEGINNINGS = (
    # English
    *("encrypt", "decrypt", "unencrypt", "cipher", "cryptograph", "password", "passphrase", "credential"),
    *("authenticat", "authoris", "authoriz", "unauthor", "single sign-on", "two-factor", "multi-factor"),
    *("permission", "access right", "access control", "least privilege", "privileged"),
    *("personal data", "personal information", "personal identity", "personally identif", "privacy"),
    *("data protection", "confidential", "secret", "security", "secure", "insecure", "vulnerab", "penetration test"),
    *("malware", "ransom", "firewall", "intrusion", "certificate authority", "audit log", "audit trail"),
    # German
    *("verschlüssel", "unverschlüssel", "entschlüssel", "kennwort", "passwort", "zugangsdaten", "anmeldedaten"),
    *("authentifizier", "authentisier", "autorisier", "zwei-faktor", "mehr-faktor", "berechtig", "unberechtig"),
    *("zugriffsrecht", "zugriffsschutz", "personenbezogen", "datenschutz", "vertraulich", "geheim"),
    *("sicherheit", "schwachstelle", "penetrationstest", "schadsoftware", "schadprogramm", "revisionssicher"),
)
_FOUND = re.compile(
    rf"(?<!\w)(?:(?:{'|'.join(map(re.escape, BEGINNINGS))})|(?:{'|'.join(WHOLE)})(?!\w))", re.IGNORECASE
)


def is_about_security(text: str) -> bool:
    """Whether a text has a word of security."""
    return _FOUND.search(text) is not None
