# yaml-language-server: $$schema=../../schemas/sizing.schema.json
format: 1
rules: {id: groupware-sessions, version: "1"}
# What is not listed takes the rule set's default. Write basis: measured and a source as soon as a number is counted.
inputs:
  - {input: groupware-users, value: $users, unit: user, basis: assumed, source: $users_source}
  - {input: webmail-users, value: 0, unit: user, basis: assumed, source: "Not asked yet: users of webmail only"}
  - {input: mobile-users, value: 0, unit: user, basis: assumed, source: "Not asked yet: users with mobile devices"}
