---
title: Home
hide: [toc]
---

# $name_in_markdown

{{ portfolio_glance() }}

## Where to begin

- [Projects](projects/index.md): where every project stands, with filters and efforts
- [Process](process/index.md): what happens in which phase, and what a gate asks for
- [Sizing](sizing/index.md): how machines are computed from users and sessions
