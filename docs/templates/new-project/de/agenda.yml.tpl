# yaml-language-server: $$schema=../../schemas/agenda.schema.json
format: 1
title: "Auftaktworkshop"
# date: 2027-01-20
# begins: "09:00"
# place: "Wo man sich trifft"
attendees: [$vendor_lead, $vendor_consultant, $customer_lead, $customer_administrator]
roles_needed:
  - "Netz und Lastverteiler"
  - "Datenbank und Speicher"
  - "Entwicklung des Provisionierungssystems"
  - "Zuständigkeit für Identitäten und Anmeldung"
  - "Informationssicherheit"
  - "Produktmanagement und Markenauftritt"
  - "Leitung Support"
# Zusammen 350 Minuten; ein Workshop dauert vier bis sechs Stunden.
items:
  - {topic: "Vorstellung, Ziele, Erfolgskriterien", minutes: 20, goal: "Woran Erfolg gemessen wird, ist aufgeschrieben"}
  - {topic: "Rundgang durch die vorhandene Infrastruktur", minutes: 45, goal: "Netz, Mailserver und Lastverteiler sind gezeichnet"}
  - {topic: "Nutzerzahlen, Last und Bemessung", minutes: 30, goal: "Für jede Eingangsgröße ist bekannt, woher sie kommt"}
  - {topic: "Mail und Speicher", minutes: 30, goal: "Kontingente und Versionen sind bekannt"}
  - {topic: "Pause", minutes: 15, pause: true}
  - {topic: "Provisionierung", minutes: 45, goal: "Der Lebenslauf eines Kontos ist beschrieben"}
  - {topic: "Anmeldung", minutes: 30, goal: "Anmeldename und Herkunft der Kennwörter stehen fest"}
  - {topic: "Endgeräte und Abgleich", minutes: 20, goal: "Unterstützte Endgeräte sind benannt"}
  - {topic: "Markenauftritt", minutes: 20, goal: "Zahl der Marken und Hostnamen stehen fest"}
  - {topic: "Mittagspause", minutes: 45, pause: true}
  - {topic: "Migration und Übergangszeit", minutes: 40, goal: "Eine Reihenfolge der Wellen ist vorgeschlagen"}
  - {topic: "Betrieb, Sicherung, Überwachung", minutes: 30, goal: "Die Rufbereitschaft ist benannt"}
  - {topic: "Informationssicherheit", minutes: 20, goal: "Der Schutzbedarf ist vorläufig eingestuft"}
  - {topic: "Offene Punkte, Zuständige, Termine, nächste Entscheidung", minutes: 20, goal: "Jeder offene Punkt hat Namen und Datum"}
