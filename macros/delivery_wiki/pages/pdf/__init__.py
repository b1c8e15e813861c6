"""Documents as blocks for the PDF engine, which is an adapter."""
