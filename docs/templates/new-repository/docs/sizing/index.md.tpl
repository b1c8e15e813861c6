---
title: Sizing
---

# Sizing

A project writes its inputs once, in `sizing.yml`, and pins a rule set.
The numbers on its pages, in its concept and in its offer come from there, each with its working.

{{ sizing_comparison() }}
