# yaml-language-server: $$schema=../../../schemas/sow.schema.json
format: 2
title: "Basisleistungsbeschreibung: der erste Teil der Arbeiten"
revision: 1
# revised: $started # mit ihrem Datum wird eine Revision darauf geprüft, was sie noch nicht sagt
# scope: ["Was getan wird."]
# out_of_scope: ["Was nicht getan wird."]
# Jedes Ergebnis hat Kriterien, nach denen es abgenommen wird. Zum Beispiel:
#   - id: DEL-1
#     title: "Bericht"
#     description: "Sagt, was gefunden wurde und was daraus folgt."
#     milestone: $concept_milestone
#     acceptance:
#       - {id: AC-1, statement: "Jede Frage der Anfrage ist beantwortet.", method: "Durchsicht durch beide Projektleitungen"}
deliverables: []
# Tage und Sätze kommen dazu, sobald geschätzt ist, je Arbeitspaket mit seiner Rolle. Zum Beispiel:
#   - {id: WP-1, title: "Bericht schreiben", role: Beratung, days: 2.5, deliverables: [DEL-1]}
work_packages: []
assumptions: [A-1]
price: {basis: not-priced}
# Zur Abnahme ist noch nichts vereinbart. Hier steht nur Vereinbartes, zum Beispiel
# acceptance_clock: {review_business_days: 5}
