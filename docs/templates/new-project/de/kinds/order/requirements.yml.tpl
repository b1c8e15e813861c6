# yaml-language-server: $$schema=../../schemas/requirements.schema.json
format: 1
# Je Eintrag eine Pflicht, mit einem Kriterium, das sich prüfen lässt. Kennungen werden nie neu vergeben. Zum Beispiel:
#   - id: R-001
#     statement: "Der Bericht muss jede Frage der Anfrage beantworten."
#     area: Bericht
#     priority: must
#     source: "Auftaktgespräch, 12. Januar 2027"
#     party: vendor
#     verification: test
#     fit_criterion: "Zwei Lesende finden zu jeder Frage eine Antwort."
requirements: []
