# yaml-language-server: $$schema=../../schemas/requirements.schema.json
format: 1
# One obligation in each statement, with a criterion that somebody can check. Ids are never reused. Such as:
#   - id: R-001
#     statement: "The report shall answer each question of the request."
#     area: report
#     priority: must
#     source: "Kick-off call, 12 January 2027"
#     party: vendor
#     verification: test
#     fit_criterion: "Two readers find an answer to each question."
requirements: []
