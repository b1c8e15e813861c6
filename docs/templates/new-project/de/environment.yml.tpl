# yaml-language-server: $$schema=../../schemas/environment.schema.json
format: 1
# Eine Antwort je Frage des Fragebogens; die Seite zur Umgebung führt die offenen Fragen auf. Zum Beispiel:
#   - {question: mail-system, answer: "Dovecot 2.3 mit Postfix 3.7", source: "Auftaktgespräch", date: 2027-01-12}
answers: []
