repos:
  - repo: local
    hooks:
      - id: delivery-check
        name: delivery check
        entry: delivery check
        language: python
        additional_dependencies: [delivery-wiki==$version]
        files: ^(projects/|docs/|mkdocs\.yml)
        pass_filenames: false
