---
title: Projects
hide: [toc]
---

# Projects

{{ portfolio() }}
