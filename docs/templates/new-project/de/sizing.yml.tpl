# yaml-language-server: $$schema=../../schemas/sizing.schema.json
format: 1
rules: {id: groupware-sessions, version: "1"}
# Was hier fehlt, nimmt den Vorgabewert des Regelwerks. Sobald gezählt ist: basis: measured, mit Quelle.
inputs:
  - {input: groupware-users, value: $users, unit: user, basis: assumed, source: $users_source}
  - {input: webmail-users, value: 0, unit: user, basis: assumed, source: "Noch nicht erfragt: nur Webmail"}
  - {input: mobile-users, value: 0, unit: user, basis: assumed, source: "Noch nicht erfragt: mit mobilen Geräten"}
