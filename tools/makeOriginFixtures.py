"""Writes src/lora/origin/observer.fixtures.json: what states of a LoRA run show of V = 0 and of the way of W.

Plain NumPy float64, written apart from the TypeScript code: the Hessian of J at 0 as a dense matrix and its eigenvectors, all
subsets of singular triplets one by one, full-rank descent run beside. Isotropic quadratic, rule (8), Gaussian start, W0 given.
Run: python3 tools/makeOriginFixtures.py
"""
import itertools
import json
import pathlib
import numpy as np

root = pathlib.Path(__file__).parent.parent
m, n, r, L, scale = 6, 5, 2, 2.0, 0.05
pseed, seed, W0scale, W0seed = 4, 7, 0.5, 3
asked = [0, 3, 16, 60, 200, 800]


def normals(random, *shape):
    return random.standard_normal(shape).astype(np.float32).astype(np.float64)


Wstar = normals(np.random.RandomState(pseed), m, n)
W0 = W0scale * normals(np.random.RandomState(W0seed), m, n)
start = np.random.RandomState(seed)
B = scale * normals(start, m, r)
A = scale * normals(start, r, n)

G0 = L * (W0 - Wstar)
size = (m + n) * r
hessian = np.zeros((size, size))
for k in range(size):
    e = np.zeros(size)
    e[k] = 1
    dB, dA = e[: m * r].reshape(m, r), e[m * r :].reshape(r, n)
    hessian[:, k] = np.concatenate([(G0 @ dA.T).ravel(), (dB.T @ G0).ravel()])
values, vectors = np.linalg.eigh(hessian)
tiny = 1e-10 * values[-1]
spaces = {
    "stable": vectors[:, values > tiny],
    "unstable": vectors[:, values < -tiny],
    "neutral": vectors[:, np.abs(values) <= tiny],
}
leading = vectors[:, np.abs(values - values[0]) < 1e-8]

U, sigma, Vt = np.linalg.svd(Wstar - W0, full_matrices=False)
subsets = [S for size in range(r + 1) for S in itertools.combinations(range(len(sigma)), size)]
W = W0 + B @ A
D0 = B.T @ B - A @ A.T
rows = []
for t in range(max(asked) + 1):
    if t in asked:
        X = B @ A
        v = np.concatenate([B.ravel(), A.ravel()])
        D = B.T @ B - A @ A.T
        distances = [np.linalg.norm(X - sum((sigma[i] * np.outer(U[:, i], Vt[i]) for i in S), np.zeros((m, n)))) for S in subsets]
        best = int(np.argmin(distances))
        rows.append({
            "t": t,
            **{name: float(np.linalg.norm(space.T @ v)) for name, space in spaces.items()},
            "growing": float(np.linalg.norm(leading.T @ v)),
            "distance": float(np.linalg.norm(X)),
            "sigma": np.linalg.svd(X, compute_uv=False)[:r].tolist(),
            "coordinates": [float(U[:, i] @ X @ Vt[i]) for i in range(len(sigma))],
            "triplets": [i + 1 for i in subsets[best]],
            "nearest": float(distances[best]),
            "imbalance": float(np.linalg.norm(D)),
            "drift": float(np.linalg.norm(D - D0)),
            "apart": float(np.linalg.norm(W0 + X - W)),
        })
    G = L * (W0 + B @ A - Wstar)
    eta = min(1, 1 / (5 * np.sqrt(2) * L * (np.sum(B * B) + np.sum(A * A) + np.linalg.norm(G))))
    B, A = B - eta * G @ A.T, A - eta * B.T @ G
    W = W - 0.01 * L * (W - Wstar)

config = dict(m=m, n=n, r=r, L=L, scale=scale, pseed=pseed, seed=seed, W0scale=W0scale, W0seed=W0seed)
fixtures = {"config": config, "eigenvalues": values.tolist(), "target": sigma.tolist(), "rows": rows}
(root / "src/lora/origin/observer.fixtures.json").write_text(json.dumps(fixtures, indent=1) + "\n")
