"""What people ask the internal wiki's search, and the page that they expect first: twenty in each language.

A page with an anchor is expected at that place; a page without one is right whichever part of it comes first.
"""

from __future__ import annotations

NORTH, CITY = "projects/northern-lights", "projects/stadtwerke-musterstadt"

ENGLISH: tuple[tuple[str, str], ...] = (
    ("Northern Lights", f"{NORTH}/index.html"),
    ("harbour insurance", "projects/harbour-insurance/index.html"),
    ("coastline", "projects/coastline-mail/index.html"),
    ("Forest Service", "projects/epermit-api/index.html"),
    ("Dag Demo", "people/dag-demo.html"),
    ("astrid", "people/astrid-anywhere.html"),
    ("R-012 Northern Lights", f"{NORTH}/requirements.html#R-012"),
    ("northern lights RISK-3", f"{NORTH}/risks.html#RISK-3"),
    ("T-017 northern lights", f"{NORTH}/test-protocol.html#T-017"),
    ("environment evaluation coastline", "projects/coastline-mail/environment.html"),
    ("northern lights formal offer", f"{NORTH}/formal-offer.html"),
    ("single sign-on with the customer portal", f"{NORTH}/sow-single-sign-on.html"),
    ("identity provider down", f"{NORTH}/risks.html"),
    ("loss of the active database node", f"{NORTH}/requirements.html#R-012"),
    ("call about the decision", "projects/harbour-insurance/minutes-2026-09-09-decision-call.html"),
    ("how do I sign a document", "guide/signatures.html"),
    ("import a spreadsheet", "guide/tables.html"),
    ("nginx", "guide/hosting.html"),
    ("write a rule set", "guide/rule-set.html"),
    ("keycloak sizing", "sizing/keycloak-26-1.html"),
)

GERMAN: tuple[tuple[str, str], ...] = (
    ("Musterstadt", f"{CITY}/index.html"),
    ("Stadtwerke", f"{CITY}/index.html"),
    ("Max Mustermann", "people/max-mustermann.html"),
    ("karla", "people/karla-kommunal.html"),
    ("R-012 Musterstadt", f"{CITY}/requirements.html#R-012"),
    ("musterstadt risk-2", f"{CITY}/risks.html#RISK-2"),
    ("CR-1 Musterstadt", f"{CITY}/change-requests.html#CR-1"),
    ("Anforderungen Musterstadt", f"{CITY}/requirements.html"),
    ("Risiken", f"{CITY}/risks.html"),
    ("offene Punkte", f"{CITY}/open-points.html"),
    ("Implementierungskonzept", f"{CITY}/implementation-concept.html"),
    ("Protokoll Konzeptworkshop", f"{CITY}/minutes-2026-10-07-konzeptworkshop.html"),
    ("freigegebene Ordner", f"{CITY}/requirements.html#R-012"),
    ("Umzugswochenende", f"{CITY}/risks.html#RISK-2"),
    ("Fernlöschung verlorener Geräte", f"{CITY}/requirements.html#R-029"),
    ("Migration der Postfächer", f"{CITY}/sow-migration.html"),
    ("gesperrte Person abweisen", f"{CITY}/requirements.html#R-002"),
    ("Dokument unterzeichnen", "guide/signatures.html"),
    ("Tabelle einlesen", "guide/tables.html"),
    ("Anleitung für Prüfer", "guide/audit.html"),
)
