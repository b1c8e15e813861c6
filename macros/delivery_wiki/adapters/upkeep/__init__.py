"""Scripts for who works on this product: reference pages, labels, releases, the demo. No verb uses them."""
