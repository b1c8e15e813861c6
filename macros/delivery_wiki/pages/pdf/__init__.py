"""Documents as blocks for the PDF engine, which is an adapter; what of them is set in columns or across the page."""
