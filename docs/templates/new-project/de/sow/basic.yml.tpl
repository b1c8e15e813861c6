# yaml-language-server: $$schema=../../../schemas/sow.schema.json
format: 2
title: "Basisleistungsbeschreibung: Workshop und Installation"
revision: 1
# revised: $started # mit ihrem Datum wird eine Revision darauf geprüft, was sie noch nicht sagt
scope:
  - "Ein Workshop von bis zu sechs Stunden"
  - "Implementierungskonzept"
  - "Installation und Anbindung an die vorhandenen Mailserver"
out_of_scope:
  - "Betrieb von Servern, Datenbank, Netz und Mailservern"
deliverables:
  - id: DEL-1
    title: "Implementierungskonzept"
    description: "Sagt für beide Seiten, was von wem bis wann gebaut wird."
    milestone: $concept_milestone
    acceptance:
      - {id: AC-1, statement: "Jeder geforderte Abschnitt ist geschrieben, und jeder offene Punkt hat Namen und Datum.", method: "Durchsicht durch beide Projektleitungen"}
# Tage und Sätze kommen dazu, sobald geschätzt ist, je Arbeitspaket mit seiner Rolle. Zum Beispiel:
#   - {id: WP-1, title: "Workshop vorbereiten und halten", role: Beratung, days: 2.5, deliverables: [DEL-1]}
work_packages: []
assumptions: [A-1]
price: {basis: not-priced}
# Zur Abnahme ist noch nichts vereinbart. Hier steht nur Vereinbartes, zum Beispiel
# acceptance_clock: {review_business_days: 5}
