"""Trees to HTML, text and terminal; prose, SVG and the brand; most escaping happens here. Uses `elements`."""
