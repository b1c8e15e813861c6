# The wiki's own pages and their order. Theme and plugins are those of the tool; `delivery check` judges every setting.
site_name: $name_in_yaml
nav:
  - index.md
  - projects/index.md
  - projects/this-week.md
  - process/index.md
  - sizing/index.md
plugins: [delivery]
