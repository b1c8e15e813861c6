"""Pages and reports of sizings and rule sets, and the what-if page. Nothing is calculated here."""
