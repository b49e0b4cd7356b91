"""Writes src/lora/certificates/ledger.fixtures.json: worst slacks of the certificates over whole runs, by NumPy.

An evaluation of the inequalities apart from the TypeScript code: trajectories are stored as arrays, every bound is one vectorized
expression. Runs end where rounding begins (eta s^2 < 1e-9 |J|, or J fallen by ten decades), so that each slack is a property of the theory.
Run: python3 tools/makeCertificateFixtures.py
"""
import json
import math
import pathlib
import numpy as np

SQ2 = math.sqrt(2)
EDGE = 1 / 0.9267


class Draws:
    def __init__(self, seed):
        self.R = np.random.RandomState(seed)

    def normal(self, *shape):
        return self.R.standard_normal(shape).astype(np.float32).astype(np.float64)


def quadratic(T, L=1.0):
    return dict(shape=T.shape, L=L, Lstar=0.0, f=lambda W: 0.5 * L * np.sum((W - T) ** 2), g=lambda W: L * (W - T), T=T)


def power_tail(p):
    return dict(shape=(1, 1), L=1.0, Lstar=0.0, f=lambda W: np.sum((1 + W * W) ** (-p / 2)) / p,
                g=lambda W: -W * (1 + W * W) ** (-p / 2 - 1))


def log_tail(m, n):
    q = lambda W: math.e + W * W
    return dict(shape=(m, n), L=1.0, Lstar=0.0, f=lambda W: math.e / 2 * np.sum(1 / np.log(q(W))),
                g=lambda W: -math.e * W / (q(W) * np.log(q(W)) ** 2))


def logistic(m, n, N, seed, c):
    d = Draws(seed)
    X = d.normal(N, m, n)
    y = np.where(np.tensordot(X, d.normal(m, n), 2) > 0, 1.0, -1.0)
    F = -(y[:, None] * X.reshape(N, -1))
    L = c * np.linalg.eigvalsh(F.T @ F)[-1] / (4 * N)
    return dict(shape=(m, n), L=L, Lstar=0.0, f=lambda W: c * np.mean(np.logaddexp(0, F @ W.ravel())),
                g=lambda W: (c / N * F.T @ (1 / (1 + np.exp(-F @ W.ravel())))).reshape(m, n))


def descend(loss, B, A, T):
    """Rows (J, s^2, eta, |V|^2, |G|) and the matrices' own quantities, t = 0..T or until rounding begins."""
    L, rows, audits = loss["L"], [], []
    for t in range(T + 1):
        W = B @ A
        J, G = loss["f"](W), loss["g"](W)
        gB, gA = G @ A.T, B.T @ G
        s2, v2, g = np.sum(gB ** 2) + np.sum(gA ** 2), np.sum(B ** 2) + np.sum(A ** 2), np.linalg.norm(G)
        eta = min(1 / (5 * SQ2 * L * (v2 + g)), 1) if v2 + g > 0 else 1.0
        rows.append((J, s2, eta, v2, g))
        V = np.vstack([B, A.T])
        B2, A2 = B - eta * gB, A - eta * gA
        W2 = B2 @ A2
        audits.append((np.linalg.norm(G, 2), np.linalg.norm(W), np.linalg.norm(V @ V.T), np.linalg.norm(W2 - W),
                       np.linalg.norm(loss["g"](W2) - G)))
        if eta * s2 < 1e-9 * abs(J) or J < 1e-10 * rows[0][0]:
            break
        B, A = B2, A2
    return np.array(rows), np.array(audits)


def worst(left, right):
    """Smallest right/left over positive left sides, and where."""
    slack = np.where(left > 0, right / np.where(left > 0, left, 1), np.inf)
    at = int(np.argmin(slack))
    return float(slack[at]), at


def evaluate(loss, B, A, T):
    R, M = descend(loss, B, A, T)
    J, s2, eta, v2, g = R.T
    L, r, n = loss["L"], B.shape[1], len(R)
    gap, V0 = J[0] - loss["Lstar"], v2[0]
    root = math.sqrt(2 * L * gap)
    K = 5 * SQ2 * L * (V0 + 10 * gap + root)
    out = {}
    # along each step t -> t+1
    j, jn, S2, e, V2, Gn = J[:-1], J[1:], s2[:-1], eta[:-1], v2[:-1], g[:-1]
    d, v = e * np.sqrt(S2), np.sqrt(V2)
    rest = jn - j + e * S2
    out["lemma2"] = worst(e * S2 / 5, j - jn)
    out["descent-ratio"] = worst(np.abs((j - jn) - e * S2), 0.0733 * e * S2)
    out["lemma1-printed"] = worst(rest, 2 * SQ2 / 3 * L * d**3 * v + SQ2 * L * d**2 * V2 + SQ2 / 3 * L * d**3 + SQ2 / 4 * L * d**4 + Gn * d**2)
    out["lemma1-corrected"] = worst(rest, SQ2 * L * v * d**3 + SQ2 * L * V2 * d**2 + SQ2 / 4 * L * d**4 + Gn * d**2)
    out["lemma1-sharp"] = worst(rest, (0.5 * L * V2 + 0.5 * Gn) * d**2 + 0.5 * L * v * d**3 + L / 8 * d**4)
    # at each row
    out["gradient-bound"] = worst(np.sqrt(s2), 2 * g * np.sqrt(v2))
    out["gradient-loss"] = worst(g**2, 2 * L * (J - loss["Lstar"]))
    # at each prefix T = 1..
    T_ = np.arange(1, n)
    S = np.cumsum(eta)[:-1]
    least = np.minimum.accumulate(s2)[:-1]
    C2 = np.maximum.accumulate(v2)[:-1]
    prefix = {}
    prefix["min-gradient"] = (least, 5 * gap / S)
    prefix["min-gradient-refined"] = (least, EDGE * (J[0] - J[1:]) / S)
    prefix["growth"] = (v2[1:], V0 + T_ / (5 * SQ2 * L) + 10 * gap)
    prefix["path"] = (np.sqrt(v2[1:]), math.sqrt(V0) + np.sqrt(EDGE * gap * S))
    prefix["step-lower"] = (1 / eta[1:], np.maximum(1, 5 * SQ2 * L * (v2[1:] + root)))
    prefix["step-sum"] = (np.cumsum(1 / np.maximum(1, np.arange(n - 1) + K)), S)
    log = np.log1p(T_ / K) if K >= 1 else 1 + np.log((T_ + K) / (1 + K))
    prefix["rate-log"] = (least, 5 * gap / log)
    prefix["rate-bounded"] = (least, 5 * gap / (np.minimum(1, 1 / (5 * SQ2 * L * (C2 + root))) * T_))
    p, q = 5 * SQ2 * L * (2 * V0 + root), 10 * SQ2 * EDGE * L * gap
    prefix["rate-sqrt"] = (least, EDGE * gap / T_ * np.maximum(1, (p + np.sqrt(p * p + 4 * q * T_)) / 2))
    if "T" in loss:
        rho = math.sqrt(min(r, *loss["shape"])) * (np.linalg.norm(loss["T"]) + math.sqrt(2 * gap / L))
        c2 = np.linalg.norm(B.T @ B - A @ A.T, "nuc") + EDGE * gap + 2 * rho
        prefix["rate-apriori"] = (least, EDGE * gap / (min(1, 1 / (5 * SQ2 * L * (c2 + root))) * T_))
    for name, (left, right) in prefix.items():
        slack, at = worst(left, right)
        out[name] = (slack, at + 1)
    # at every iterate, from the matrices
    spectral, product, outer, dW, dG = M.T
    out["gradient-bound-sharp"] = worst(np.sqrt(s2), spectral * np.sqrt(v2))
    out["extractor-norms"] = worst(product, outer / SQ2)
    out["smoothness"] = worst(dG, L * dW)
    return n - 1, float(K), out


def lora(m, n, r, seed, s=1.0):
    return np.zeros((m, r)), s * Draws(seed).normal(r, n) / math.sqrt(n)


def gauss(m, n, r, seed, s):
    d = Draws(seed)
    B = s * d.normal(m, r)
    return B, s * d.normal(r, n)


def project(loss, r, eta, seed, left, T):
    """Descent along G H (or H G), H the projection on the span of r drawn vectors, drawn anew at every step; r = 0: H = I."""
    d, (m, n) = Draws(seed + 1000003), loss["shape"]
    W, rows = np.zeros((m, n)), []
    for t in range(T + 1):
        G, P = loss["g"](W), None
        if r:
            Q = np.linalg.qr(d.normal(r, m if left else n).T)[0]
            P = Q @ (Q.T @ G) if left else (G @ Q) @ Q.T
        else:
            P = G
        rows.append((loss["f"](W), np.sum(P * P)))
        if rows[-1][0] < 1e-10 * rows[0][0]:
            break
        W = W - eta * P
    J, s2 = np.array(rows).T
    gap, S, L = J[0] - loss["Lstar"], eta * np.arange(1, len(J)), loss["L"]
    out = {"projected-descent": worst(eta * (1 - L * eta / 2) * s2[:-1], J[:-1] - J[1:])}
    slack, at = worst(np.minimum.accumulate(s2)[:-1], 2 * gap / S)
    out["rate-projected"] = (slack, at + 1)
    return len(J) - 1, 0.0, out


def kronecker(m, n, seed, condP, condQ):
    p = condP ** (-np.arange(m) / (m - 1))
    q = condQ ** (-np.arange(n) / (n - 1))
    H, T = np.outer(p, q), Draws(seed).normal(m, n)
    return dict(shape=(m, n), L=1.0, Lstar=0.0, f=lambda W: 0.5 * np.sum(H * (W - T) ** 2), g=lambda W: H * (W - T))


T0 = Draws(1).normal(8, 6)
half = np.array([[math.sqrt(0.5)]])
runs = {
    "g01_iso_lora_paper": (quadratic(T0), *lora(8, 6, 2, 7), 3000),
    "g02_iso_1d_stable": (quadratic(np.ones((1, 1))), np.array([[-0.8]]), np.array([[0.8]]), 1000),
    "g03_iso_1d_escape": (quadratic(np.ones((1, 1))), np.array([[-0.799]]), np.array([[0.8]]), 300),
    "g04_iso_small_init": (quadratic(0.5 * T0), *gauss(8, 6, 2, 7, 1e-4), 1000),
    "g05_iso_lazy": (quadratic(T0), *lora(8, 6, 2, 7, 5.0), 3000),
    "g12_powertail": (power_tail(0.1), half, half, 3000),
    "g13_logtail": (log_tail(2, 3), *gauss(2, 3, 1, 11, 0.7), 3000),
    "g14_logistic": (logistic(3, 4, 30, 6, 2.0), *lora(3, 4, 2, 2), 3000),
}
projected = {
    "g11_iso_full": (quadratic(T0), 0, 0.5, 0, False, 30),
    "g37_rac_left": (kronecker(6, 5, 75, 10.0, 4.0), 2, 0.9, 4, True, 300),
}
out = []
evaluated = {**{k: evaluate(*v) for k, v in runs.items()}, **{k: project(*v) for k, v in projected.items()}}
for name, (T, K, slacks) in evaluated.items():
    out.append(dict(id=name, T=T, K=K, slacks={k: [s, t] for k, (s, t) in slacks.items()}))
    print(name, "T", T, "K %.4g" % K, {k: "%.4g@%d" % v for k, v in slacks.items()})
path = pathlib.Path(__file__).parent.parent / "src" / "lora" / "certificates" / "ledger.fixtures.json"
path.write_text("[\n" + ",\n".join(json.dumps(c) for c in out) + "\n]\n")
