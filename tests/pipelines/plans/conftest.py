"""The same real plans as for tests of the format."""

from tests.pipelines.xplan.conftest import pytest_generate_tests

__all__ = ["pytest_generate_tests"]
