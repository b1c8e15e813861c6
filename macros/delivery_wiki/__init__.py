"""Delivery Wiki: customer projects as checked data, computed and published."""
