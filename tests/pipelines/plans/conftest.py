"""The same real plans and archives as for tests of the format."""

from tests.pipelines.xplan.conftest import pytest_generate_tests, zipped

__all__ = ["pytest_generate_tests", "zipped"]
