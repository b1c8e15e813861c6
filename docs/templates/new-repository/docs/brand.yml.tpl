# yaml-language-server: $$schema=../schemas/brand.schema.json
format: 1
name: $vendor_in_yaml
footer: $vendor_in_yaml
primary: "#1f3d5c"
accent: "#1c4f86"
