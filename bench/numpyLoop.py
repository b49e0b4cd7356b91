"""LoRA gradient descent on the quadratic loss with rule (8), as a NumPy user would write it: float64, in place where natural.

Reads one JSON line per request, {"B", "A", "T", "L", "steps"} with matrices as lists of rows, runs it, and answers with one
JSON line {"seconds", "loss"}: processor time of the loop alone and the loss that it ends with. Says first what computes.
"""
import json
import re
import sys
import time

import numpy as np


def blas():
    """File name of the BLAS that NumPy has loaded."""
    np.ones((2, 2)) @ np.ones((2, 2))
    with open("/proc/self/maps") as maps:
        names = {line.split("/")[-1].strip() for line in maps if re.search("blas", line)}
    return " ".join(sorted(names)) or "unknown"


def descend(B, A, W0, T, L, steps):
    """Rows (loss, |grad J|^2, step size, |V|^2, |G|) of `steps` iterates; B and A are updated in place."""
    rows = np.empty((steps, 5))
    kappa = 5 * np.sqrt(2)
    E = np.empty_like(T)
    G = np.empty_like(T)
    for t in range(steps):
        np.matmul(B, A, out=E)
        E += W0
        E -= T
        loss = 0.5 * L * np.vdot(E, E)
        np.multiply(E, L, out=G)
        dB = G @ A.T
        dA = B.T @ G
        norm = np.sqrt(np.vdot(G, G))
        grad = np.vdot(dB, dB) + np.vdot(dA, dA)
        size = np.vdot(B, B) + np.vdot(A, A)
        eta = min(1 / (kappa * L * (size + norm)), 1) if size + norm > 0 else 1.0
        rows[t] = loss, grad, eta, size, norm
        dB *= eta
        B -= dB
        dA *= eta
        A -= dA
    return rows


def main():
    print(json.dumps({"numpy": np.__version__, "blas": blas(), "python": sys.version.split()[0]}), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        B, A, W0, T = (np.array(request[name], dtype=np.float64) for name in ("B", "A", "W0", "T"))
        start = time.process_time()
        rows = descend(B, A, W0, T, request["L"], request["steps"])
        print(json.dumps({"seconds": time.process_time() - start, "loss": rows[-1, 0]}), flush=True)


main()
