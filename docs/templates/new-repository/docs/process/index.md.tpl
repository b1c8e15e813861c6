---
title: Process
---

# Process

{{ process_versions() }}

A project pins the version that it follows, so that a new version changes no running project.
