"""What pytest stands on while mutants are tried: few examples, the same each time, and the quick tests first."""

import os
import resource

from hypothesis import HealthCheck, settings

#: What a mutant that never stops may take of memory, in bytes.
MOST_MEMORY = 3 * 2**30

# A mutant can not be compiled: what is compiled elsewhere runs as Python here.
os.environ["NUMBA_DISABLE_JIT"] = "1"
resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, resource.getrlimit(resource.RLIMIT_DATA)[1]))
settings.register_profile(
    "mutation",
    database=None,
    deadline=None,
    derandomize=True,
    max_examples=int(os.environ.get("EXAMPLES", "5")),
    suppress_health_check=list(HealthCheck),
)
settings.load_profile("mutation")


def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: hasattr(item.obj, "hypothesis"))
