# yaml-language-server: $$schema=../../schemas/project.schema.json
format: 2
title: $title
customer: customer # die Kennung einer der Parteien unten
language: $language
time_zone: $time_zone
process: {id: $process_id, version: $process_version}
templates: {id: $templates_id, version: $templates_version}
# Die Klauseln der Verträge, ein Muster und keine Rechtsberatung, für contract_type work, service oder
# product-with-services. Was niemand geschrieben hat, steht in keinem Vertrag. values nennt das Land der gesetzlichen
# Feiertage und den Gerichtsstand, wie {region: "Hessen", venue: "Kassel"}.
$clauses
# classification: confidential # oder public; steht im Fuß jedes PDFs
# summary: "Worum es geht, in zwei Sätzen."
started: $started
hours_per_person_day: 8
# holidays: [2027-01-01] # Tage, die außer den Wochenenden keine Arbeitstage sind
parties:
  - {id: vendor, name: $vendor, kind: vendor}
  - {id: customer, name: $customer, kind: customer}
# Hier stehen Rollen, bis Personen benannt sind: dann Namen eintragen, dazu Mailadresse und Anmeldenamen.
people:
  - id: $vendor_lead
    name: $lead
    role: project lead
    party: vendor
    responsibilities: "Plan, $charter, Leistungsbeschreibungen"
  - id: $vendor_consultant
    name: "Beratung des Anbieters, noch zu benennen"
    role: Beratung
    party: vendor
    responsibilities: "Führt die Arbeiten aus"
  - id: $customer_lead
    name: "Projektleitung des Kunden, noch zu benennen"
    role: project lead
    party: customer
    responsibilities: "Entscheidet für den Kunden, unterschreibt Dokumente"
  - id: $customer_administrator
    name: "Ansprechperson des Kunden für die Arbeiten, noch zu benennen"
    role: Ansprechperson
    party: customer
    responsibilities: "Auskünfte über die Arbeiten"
# goals: ["Was der Kunde erreicht haben will, mit Datum oder Zahl."]
# scope: {included: ["Was getan wird."], excluded: ["Was nicht getan wird."]}
# Ein Meilenstein hat baseline (erster Plan), forecast (jetzt erwartet) und actual (erreicht).
milestones:
$milestones
$documents
open_points:
  - id: OP-1
    question: "Wer leitet das Projekt auf Kundenseite, und wer gibt Auskunft über die Arbeiten?"
    raised: $started
    owner: $vendor_lead
  - id: OP-2
    question: "Was muss da sein, bevor die Arbeiten beginnen, und wer stellt es bereit?"
    raised: $started
    owner: $customer_lead
    about: [A-1]
assumptions:
  - id: A-1
    statement: "Was der Kunde bereitstellt, ist zu Beginn der Arbeiten da."
    owner: $vendor_consultant
    source: "Noch nicht gefragt"
