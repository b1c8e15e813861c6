# yaml-language-server: $$schema=../../schemas/requirements.schema.json
format: 1
# Je Eintrag eine Pflicht, mit einem Kriterium, das sich prüfen lässt. Kennungen werden nie neu vergeben. Zum Beispiel:
#   - id: R-001
#     statement: "Die Weboberfläche muss die Anmeldung mit der vollen Mailadresse erlauben."
#     area: Anmeldung
#     priority: must
#     source: "Auftaktgespräch, 12. Januar 2027"
#     party: vendor
#     verification: test
#     fit_criterion: "Zehn von zehn Testpersonen melden sich an."
requirements: []
