# yaml-language-server: $$schema=../../schemas/project.schema.json
format: 2
title: $title
customer: customer # the id of a party below
language: $language
time_zone: $time_zone
process: {id: $process_id, version: $process_version}
templates: {id: $templates_id, version: $templates_version}
# The clauses of the contracts, a model and no legal advice, for contract_type work, service or product-with-services.
# What nobody wrote stands in no contract. Values say whose public holidays count, whose law governs, and which courts
# decide, such as {region: "Ireland", governing_law: "Ireland", venue: "Dublin"}.
$clauses
# classification: confidential # or public; printed in the foot of every PDF
# summary: "What the project is about, in two sentences."
started: $started
hours_per_person_day: 8
# holidays: [2027-01-01] # days that are not business days, besides weekends
parties:
  - {id: vendor, name: $vendor, kind: vendor}
  - {id: customer, name: $customer, kind: customer}
# A role stands here until a person is named: then change the name, and add an e-mail address and logins.
people:
  - id: $vendor_lead
    name: $lead
    role: project lead
    party: vendor
    responsibilities: "Plan, $charter, statements of work"
  - id: $vendor_consultant
    name: "Consultant of the vendor, to be named"
    role: consultant
    party: vendor
    responsibilities: "Environment evaluation, sizing, workshop"
  - id: $customer_lead
    name: "Project lead of the customer, to be named"
    role: project lead
    party: customer
    responsibilities: "Decides about Go or No-Go, signs documents"
  - id: $customer_administrator
    name: "Mail administrator of the customer, to be named"
    role: mail administrator
    party: customer
    responsibilities: "Answers about the environment"
# goals: ["What the customer wants to have reached, with a date or a number."]
# scope: {included: ["What is done."], excluded: ["What is not done."]}
# A milestone takes baseline (as first planned), forecast (as expected now) and actual (when it was reached).
milestones:
$milestones
open_points:
  - id: OP-1
    question: "Who leads the project for the customer, and who answers questions about the mail system?"
    raised: $started
    owner: $vendor_lead
  - id: OP-2
    question: $sizing_question
    raised: $started
    owner: $customer_lead
    about: [A-1]
assumptions:
  - id: A-1
    statement: $sizing_assumption
    owner: $vendor_consultant
    source: $sizing_source
