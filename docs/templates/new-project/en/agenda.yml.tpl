# yaml-language-server: $$schema=../../schemas/agenda.schema.json
format: 1
title: "Initial workshop"
# date: 2027-01-20
# begins: "09:00"
# place: "Where people meet"
attendees: [$vendor_lead, $vendor_consultant, $customer_lead, $customer_administrator]
roles_needed:
  - "Network and load balancer"
  - "Database and storage"
  - "Developer of the provisioning system"
  - "Owner of identities and logins"
  - "Security"
  - "Product management and branding"
  - "Support lead"
# The minutes add up to 350; a workshop takes four to six hours.
items:
  - {topic: "Introductions, goals, success criteria", minutes: 20, goal: "How success is measured is written down"}
  - {topic: "Walk through today's infrastructure", minutes: 45, goal: "Network, mail servers and balancers are drawn"}
  - {topic: "Users, load and sizing inputs", minutes: 30, goal: "For each input it is known where it comes from"}
  - {topic: "Mail and storage", minutes: 30, goal: "Quotas and versions are known"}
  - {topic: "Break", minutes: 15, pause: true}
  - {topic: "Provisioning", minutes: 45, goal: "The life of an account is described"}
  - {topic: "Authentication", minutes: 30, goal: "Login name and source of passwords are settled"}
  - {topic: "Clients and synchronisation", minutes: 20, goal: "Supported clients are named"}
  - {topic: "Branding", minutes: 20, goal: "Number of brands and host names are settled"}
  - {topic: "Lunch", minutes: 45, pause: true}
  - {topic: "Migration and coexistence", minutes: 40, goal: "An order of waves is proposed"}
  - {topic: "Operations, backup, monitoring", minutes: 30, goal: "Who is on call is named"}
  - {topic: "Security", minutes: 20, goal: "What has to be protected, and how far, is said"}
  - {topic: "Open points, owners, dates, next gate", minutes: 20, goal: "Each open point has an owner and a date"}
