"""Pictures as SVG: the bird's-eye view, time lines, components. Uses `render` and `elements`."""
