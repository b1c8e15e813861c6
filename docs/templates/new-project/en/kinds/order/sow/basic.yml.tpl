# yaml-language-server: $$schema=../../../schemas/sow.schema.json
format: 2
title: "Basic SOW: the first part of the work"
revision: 1
# revised: $started # with its date, a revision is checked for what it does not say yet
# scope: ["What is done."]
# out_of_scope: ["What is not done."]
# Each deliverable has criteria by which it is accepted. Such as:
#   - id: DEL-1
#     title: "Report"
#     description: "Says what was found, and what follows from it."
#     milestone: $concept_milestone
#     acceptance:
#       - {id: AC-1, statement: "Every question of the request has an answer.", method: "Inspection by both project leads"}
deliverables: []
# Days and rates are added when they are estimated, each package with its role. Such as:
#   - {id: WP-1, title: "Write the report", role: consultant, days: 2.5, deliverables: [DEL-1]}
work_packages: []
assumptions: [A-1]
price: {basis: not-priced}
# Nothing is agreed on acceptance yet. Write what was agreed, and only that, such as
# acceptance_clock: {review_business_days: 5}
