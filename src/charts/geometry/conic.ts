/** The curve xx x² + xy xy + yy y² = value around the origin, as polylines: where J has its minima in a plane of one quadratic form. */
export interface Quadric {
  readonly xx: number;
  readonly xy: number;
  readonly yy: number;
}

type Polyline = readonly (readonly [number, number])[];

const POINTS = 160;
/** An eigenvalue below this share of the other counts as 0, and a value below this share of what the form reaches. */
const FLAT = 1e-12;

/** Its branches within a circle of the given radius; none where the form does not take the value. */
export function conicBranches({ xx, xy, yy }: Quadric, value: number, radius: number): readonly Polyline[] {
  // In the coordinates (u, v) of its principal axes the form is λ u² + μ v², |λ| ≥ |μ|.
  const angle = 0.5 * Math.atan2(xy, xx - yy);
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const along = xx * c * c + xy * c * s + yy * s * s;
  const beside = xx + yy - along;
  const isTurned = Math.abs(beside) > Math.abs(along);
  const [lambda, mu] = isTurned ? [beside, along] : [along, beside];
  const place = (u: number, v: number): readonly [number, number] => {
    const [p, q] = isTurned ? [v, u] : [u, v];
    return [c * p - s * q, s * p + c * q];
  };
  if (lambda === 0) return [];
  const sweep = (from: number, to: number, at: (k: number) => readonly [number, number]): Polyline =>
    Array.from({ length: POINTS + 1 }, (_, k) => at(from + ((to - from) * k) / POINTS));

  if (Math.abs(mu) <= FLAT * Math.abs(lambda)) {
    const u = Math.sqrt(value / lambda);
    return Number.isNaN(u) || u > radius
      ? []
      : pair(
          sweep(-radius, radius, (v) => place(u, v)),
          u > 0,
        );
  }
  if (lambda > 0 === mu > 0) {
    const [a, b] = [Math.sqrt(value / lambda), Math.sqrt(value / mu)];
    return Number.isNaN(a) || a > radius ? [] : [sweep(0, 2 * Math.PI, (t) => place(a * Math.cos(t), b * Math.sin(t)))];
  }
  if (Math.abs(value) <= FLAT * Math.abs(lambda) * radius * radius) {
    const slope = Math.sqrt(-lambda / mu);
    const length = radius / Math.hypot(1, slope);
    return [1, -1].map((sign) => sweep(-length, length, (u) => place(u, sign * slope * u)));
  }
  // A hyperbola opens along the axis whose eigenvalue has the value's sign.
  const opensAlong = lambda > 0 === value > 0;
  const near = Math.sqrt(Math.abs(value / (opensAlong ? lambda : mu)));
  if (near > radius) return [];
  const across = Math.sqrt(Math.abs(value / (opensAlong ? mu : lambda)));
  const reach = Math.acosh(Math.max(1, radius / near));
  const branch = sweep(-reach, reach, (t) => {
    const [open, free] = [near * Math.cosh(t), across * Math.sinh(t)];
    return opensAlong ? place(open, free) : place(free, open);
  });
  return pair(branch, true);
}

/** The branch and its mirror image in the origin. */
function pair(branch: Polyline, isDouble: boolean): readonly Polyline[] {
  return isDouble ? [branch, branch.map(([x, y]): readonly [number, number] => [-x, -y])] : [branch];
}
