"""Writes src/math/random.fixtures.json: draws of NumPy's RandomState, the oracle of src/math/random.ts.

Run with any NumPy 1.x or 2.x (the legacy generator is frozen): python3 tools/makeDrawFixtures.py
"""
import json
import pathlib
import numpy as np

seeds = [0, 1, 7, 123456789, 4294967295]
cases = []
for seed in seeds:
    R = np.random.RandomState(seed)
    uniforms = R.random_sample(4).tolist()
    # An odd count of Gaussians, then uniforms, then Gaussians: the kept second value of a pair must survive in between.
    first = R.standard_normal(5).astype(np.float32).astype(np.float64).tolist()
    between = R.random_sample(2).tolist()
    second = R.standard_normal(4).astype(np.float32).astype(np.float64).tolist()
    long = np.random.RandomState(seed).standard_normal(20000).astype(np.float32).astype(np.float64)
    cases.append(dict(seed=seed, uniforms=uniforms, first=first, between=between, second=second,
                      sum=float(sum(long.tolist())), at=[[i, float(long[i])] for i in (0, 999, 7777, 19999)]))
path = pathlib.Path(__file__).parent.parent / "src" / "math" / "random.fixtures.json"
path.write_text(json.dumps(cases, indent=1) + "\n")
