# yaml-language-server: $$schema=../../../schemas/sow.schema.json
format: 2
title: "Basic SOW: workshop and installation"
revision: 1
# revised: $started # with its date, a revision is checked for what it does not say yet
scope:
  - "One workshop of up to six hours"
  - "Customer Implementation Concept"
  - "Installation and connection to the existing mail servers"
out_of_scope:
  - "Operation of servers, database, network and mail servers"
deliverables:
  - id: DEL-1
    title: "Customer Implementation Concept"
    description: "Says what is built, by whom and when, for both parties."
    milestone: $concept_milestone
    acceptance:
      - {id: AC-1, statement: "Every required section is written, and each open point has an owner and a date.", method: "Inspection by both project leads"}
# Days and rates are added when they are estimated, each package with its role. Such as:
#   - {id: WP-1, title: "Prepare and hold the workshop", role: consultant, days: 2.5, deliverables: [DEL-1]}
work_packages: []
assumptions: [A-1]
price: {basis: not-priced}
# Nothing is agreed on acceptance yet. Write what was agreed, and only that, such as
# acceptance_clock: {review_business_days: 5}
