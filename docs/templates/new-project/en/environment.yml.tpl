# yaml-language-server: $$schema=../../schemas/environment.schema.json
format: 1
# One answer for each question of the questionnaire; the project's page Environment lists those that are open. Such as:
#   - {question: mail-system, answer: "Dovecot 2.3 with Postfix 3.7", source: "Kick-off call", date: 2027-01-12}
answers: []
