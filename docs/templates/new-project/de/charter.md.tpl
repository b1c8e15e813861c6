## Motivation

## Documentation, reporting, communication
