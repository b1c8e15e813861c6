"""Drawings made from data, as inline SVG."""
