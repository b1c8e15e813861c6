---
title: This week
hide: [toc]
---

# This week

{{ this_week() }}
