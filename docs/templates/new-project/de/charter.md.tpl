## Anlass

## Dokumentation, Berichte, Kommunikation
