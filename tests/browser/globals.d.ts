// What the scripts of the what-if page share with each other, for `npx -p typescript@5 tsc -p tests/browser`.
declare var Fraction: any;
declare var DeliverySizing: any;
declare var DeliveryWhatIfView: any;
