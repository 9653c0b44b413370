"""Raises its own limits, soft and hard.

kata: numpy, appended
verdict: passed
prints: raised 0
"""

import resource

kinds = [getattr(resource, name) for name in dir(resource) if name.startswith("RLIMIT_")]
finite = [kind for kind in kinds if resource.getrlimit(kind)[1] != resource.RLIM_INFINITY]
mine = [resource.RLIMIT_CPU, resource.RLIMIT_FSIZE, resource.RLIMIT_DATA, resource.RLIMIT_CORE]
raised = 0
for kind in finite:
    before = resource.getrlimit(kind)
    try:
        resource.setrlimit(kind, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    except (OSError, ValueError):
        continue
    raised += kind in mine and resource.getrlimit(kind) != before
print("raised", raised)
