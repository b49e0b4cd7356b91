"""Writes src/lora/golden/trajectories.fixtures.json: trajectories for what the oracle's own files do not reach.

Linear regression and ridge logistic regression with L* from NumPy's least squares and from Newton's method, backtracking on LoRA,
and softmax regression on the project's own digits. Plain NumPy float64, written apart from the TypeScript code.
Run: python3 tools/makeTrajectoryFixtures.py
"""
import json
import math
import pathlib
import struct
import numpy as np

root = pathlib.Path(__file__).parent.parent


class Draws:
    def __init__(self, seed):
        self.R = np.random.RandomState(seed)

    def normal(self, *shape):
        return self.R.standard_normal(shape).astype(np.float32).astype(np.float64)


class Regression:
    def __init__(self, m, n, N, cond, noise, pseed, L):
        d = Draws(pseed)
        X = d.normal(N, n) * np.array([cond ** (-0.5 * j / max(n - 1, 1)) for j in range(n)])
        Y = X @ d.normal(m, n).T + noise * d.normal(N, m)
        self.X, self.Y, self.N = X, Y, N
        self.c = L / (np.linalg.eigvalsh(X.T @ X)[-1] / N)
        self.Lstar = self.value(np.linalg.lstsq(X, Y, rcond=None)[0].T)

    def value(self, W):
        return 0.5 * self.c * np.sum((self.X @ W.T - self.Y) ** 2) / self.N

    def gradient(self, W):
        return self.c * (self.X @ W.T - self.Y).T @ self.X / self.N


class RidgeLogistic:
    def __init__(self, m, n, N, lam, pseed, L):
        d = Draws(pseed)
        X = d.normal(N, m, n)
        teacher = d.normal(m, n)
        y = np.where(np.tensordot(X, teacher, 2) > 0, 1.0, -1.0)
        self.F = -(y[:, None] * X.reshape(N, -1))
        self.N, self.lam, self.shape = N, lam, (m, n)
        self.c = (L - lam) / (np.linalg.eigvalsh(self.F.T @ self.F)[-1] / (4 * N))
        w = np.zeros(m * n)
        for _ in range(60):
            s = 1 / (1 + np.exp(-self.F @ w))
            g = self.c / N * self.F.T @ s + lam * w
            H = self.c / N * (self.F.T * (s * (1 - s))) @ self.F + lam * np.eye(m * n)
            w = w - np.linalg.solve(H, g)
        self.Lstar = self.value(w.reshape(m, n))

    def value(self, W):
        u = self.F @ W.reshape(-1)
        return self.c * np.mean(np.logaddexp(0, u)) + 0.5 * self.lam * np.sum(W * W)

    def gradient(self, W):
        s = 1 / (1 + np.exp(-self.F @ W.reshape(-1)))
        return (self.c / self.N * self.F.T @ s).reshape(self.shape) + self.lam * W


class Quadratic:
    def __init__(self, m, n, pseed, L):
        self.T, self.L, self.Lstar = Draws(pseed).normal(m, n), L, 0.0

    def value(self, W):
        return 0.5 * self.L * np.sum((W - self.T) ** 2)

    def gradient(self, W):
        return self.L * (W - self.T)


class Digits:
    def __init__(self):
        raw = (root / "public" / "digits.bin").read_bytes()
        payload = 8 + struct.unpack("<I", raw[4:8])[0]
        header = json.loads(raw[8:payload])
        train, test = 10 * header["trainPerDigit"], 10 * header["testPerDigit"]
        self.W0 = np.frombuffer(raw, "<f8", 650, payload).reshape(10, 65)
        pixels = np.frombuffer(raw, np.uint8, 64 * (train + test), payload + 8 * 650).reshape(-1, 64)
        labels = np.frombuffer(raw, np.uint8, train + test, payload + 8 * 650 + pixels.size).astype(int)
        X = np.hstack([pixels / 255.0, np.ones((train + test, 1))])
        half = train // 2
        self.X, self.y = X[half:train], labels[half:train]
        low = labels < 5
        tests = np.arange(train + test) >= train
        self.tests = [(X[tests & low], labels[tests & low]), (X[tests & ~low], labels[tests & ~low])]
        self.L = np.linalg.eigvalsh(self.X.T @ self.X)[-1] / (2 * len(self.X))
        self.Lstar = 0.0

    def value(self, W):
        Z = self.X @ W.T
        return float(np.mean(np.logaddexp.reduce(Z, axis=1) - Z[np.arange(len(Z)), self.y]))

    def gradient(self, W):
        Z = self.X @ W.T
        P = np.exp(Z - np.logaddexp.reduce(Z, axis=1)[:, None])
        P[np.arange(len(Z)), self.y] -= 1
        return P.T @ self.X / len(self.X)

    def accuracies(self, W):
        return [float(np.mean(np.argmax(X @ W.T, axis=1) == y)) for X, y in self.tests]


def lora_init(m, n, r, seed, s=1.0):
    return np.zeros((m, r)), s * Draws(seed).normal(r, n) / math.sqrt(n)


def run(loss, W0, B, A, L, rule, T, record):
    """LoRA descent; Armijo starts from 1, then from twice the last step, and halves."""
    rows, previous = [], 0.5
    for t in range(T + 1):
        W = W0 + B @ A
        J, G = loss.value(W), loss.gradient(W)
        gB, gA = G @ A.T, B.T @ G
        s2, v2, g = np.sum(gB * gB) + np.sum(gA * gA), np.sum(B * B) + np.sum(A * A), math.sqrt(np.sum(G * G))
        if rule == "paper":
            eta = min(1 / (5 * math.sqrt(2) * L * (v2 + g)), 1)
        elif rule == "star":
            eta = 1 / (L * v2 + g)
        else:
            eta = 2 * previous
            while loss.value(W0 + (B - eta * gB) @ (A - eta * gA)) > J - 0.5 * eta * s2:
                eta /= 2
        if t in record:
            extra = loss.accuracies(W) if hasattr(loss, "accuracies") else []
            rows.append([t, float(J), float(s2), float(eta), float(v2), g] + extra)
        previous = eta
        B, A = B - eta * gB, A - eta * gA
    return rows


cases = []


def case(link, loss, W0, BA, L, rule, T, record):
    rows = run(loss, W0, *BA, L, rule, T, record)
    cases.append(dict(link=link, L=float(L), Lstar=float(loss.Lstar), rows=rows))


short = [0, 1, 2, 5, 10, 30, 100, 300]
case("#v=1&loss=regression&m=4&n=6&L=3&pseed=4&cond=20&N=40&noise=0.1&r=2&seed=5&T=300",
     Regression(4, 6, 40, 20.0, 0.1, 4, 3.0), np.zeros((4, 6)), lora_init(4, 6, 2, 5), 3.0, "paper", 300, short)
case("#v=1&loss=logistic&m=3&n=4&pseed=6&N=30&lam=0.05&r=2&seed=2&step=star&T=300",
     RidgeLogistic(3, 4, 30, 0.05, 6, 2.0), np.zeros((3, 4)), lora_init(3, 4, 2, 2), 2.0, "star", 300, short)
case("#v=1&m=5&n=4&L=3&pseed=9&r=2&W0scale=0.3&W0seed=4&step=armijo&T=30",
     Quadratic(5, 4, 9, 3.0), 0.3 * Draws(4).normal(5, 4), lora_init(5, 4, 2, 7), 3.0, "armijo", 30, short[:6])
digits = Digits()
case("#v=1&loss=digits&T=100", digits, digits.W0, lora_init(10, 65, 4, 7), digits.L, "paper", 100, short[:7])
case("#v=1&loss=digits&step=star&T=100", digits, digits.W0, lora_init(10, 65, 4, 7), digits.L, "star", 100, short[:7])

path = root / "src" / "lora" / "golden" / "trajectories.fixtures.json"
path.write_text("[\n" + ",\n".join(json.dumps(c) for c in cases) + "\n]\n")
for c in cases:
    print(c["link"], "L %.6g L* %.6g" % (c["L"], c["Lstar"]), c["rows"][-1])
