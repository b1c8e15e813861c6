# yaml-language-server: $$schema=../../schemas/requirements.schema.json
format: 1
# One obligation in each statement, with a criterion that somebody can check. Ids are never reused. Such as:
#   - id: R-001
#     statement: "The web interface shall let a user log in with the full mail address."
#     area: authentication
#     priority: must
#     source: "Kick-off call, 12 January 2027"
#     party: vendor
#     verification: test
#     fit_criterion: "Ten of ten trial users log in."
requirements: []
