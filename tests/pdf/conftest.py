"""The PDFs of all shipped projects stand in the sites that other tests look at too."""

from tests.site.conftest import shipped

__all__ = ["shipped"]
