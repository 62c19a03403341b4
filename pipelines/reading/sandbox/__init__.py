"""Reading happens in a process of its own: bounded in time, memory and output, without network, behind a fence of
files that it needs. What comes back is data, never code.
"""

from pipelines.reading.sandbox.confinement import Limits
from pipelines.reading.sandbox.isolation import isolated, protections

__all__ = ["Limits", "isolated", "protections"]
