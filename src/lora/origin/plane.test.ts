import { describe, expect, test } from "vitest";
import { matrix, product } from "../../math/matrix";
import { createDraws } from "../../math/random";
import {
  evenlyAlong,
  innerOf,
  lengthShare,
  movedTo,
  planeThrough,
  plusScaled,
  principalPlane,
  projectionOn,
  saddlePlane,
} from "./plane";
import { formOf, minimaOf, productAt, quadricOf, slopeAt } from "./planeForm";
import { type Factors, normOf, saddleOf } from "./saddle";

const [m, n, r] = [4, 3, 2];
const draws = createDraws(11);
const random = (): Factors => ({ B: draws.normals(m, r), A: draws.normals(r, n) });
const at = (plane: { across: Factors; up: Factors }, x: number, y: number) =>
  plusScaled(plusScaled({ B: matrix(m, r), A: matrix(r, n) }, x, plane.across), y, plane.up);

describe("a plane through V = 0", () => {
  test("is spanned by orthonormal directions, dependent candidates left out", () => {
    const V = random();
    const plane = planeThrough([V, plusScaled(V, 1e-13, random()), random()])!;
    expect(normOf(plane.across)).toBeCloseTo(1, 14);
    expect(normOf(plane.up)).toBeCloseTo(1, 14);
    expect(innerOf(plane.across, plane.up)).toBeCloseTo(0, 14);
    expect(projectionOn(plane, V)).toEqual({
      x: expect.closeTo(normOf(V), 12),
      y: expect.closeTo(0, 12),
      distance: expect.closeTo(0, 12),
    });
    expect(planeThrough([V, V])).toBeNull();
  });

  test("splits V into coordinates and distance by Pythagoras, and moving keeps the distance", () => {
    const plane = planeThrough([random(), random()])!;
    const V = random();
    const { x, y, distance } = projectionOn(plane, V);
    expect(Math.hypot(x, y, distance)).toBeCloseTo(normOf(V), 12);
    expect(projectionOn(plane, movedTo(plane, V, -3, 0.5))).toEqual({
      x: expect.closeTo(-3, 12),
      y: expect.closeTo(0.5, 12),
      distance: expect.closeTo(distance, 12),
    });
  });

  test("of principal directions holds a path that lies in a plane, whatever plane that is", () => {
    const hidden = planeThrough([random(), random()])!;
    const path = Array.from({ length: 30 }, (_, k) => at(hidden, Math.cos(k / 9), 0.4 * Math.sin(k / 5)));
    const plane = principalPlane(path, [])!;
    expect(lengthShare(plane, path)).toBeCloseTo(1, 12);
    for (const V of path) expect(projectionOn(plane, V).distance).toBeLessThan(1e-12);
  });

  test("holds the part of a path's length that it holds", () => {
    const plane = planeThrough([random(), random()])!;
    const beside = movedTo(plane, random(), 0, 0);
    const unit = plusScaled(beside, 1 / normOf(beside) - 1, beside);
    // Three along the plane, then four straight out of it.
    const corner = at(plane, 3, 0);
    const path = [at(plane, 0, 0), corner, plusScaled(corner, 4, unit)];
    expect(lengthShare(plane, path)).toBeCloseTo(3 / 7, 12);
    expect(lengthShare(plane, [corner, corner])).toBeNull();
  });

  test("points evenly along a path are as dense where it crawls as where it leaps", () => {
    const plane = planeThrough([random(), random()])!;
    const crawl = Array.from({ length: 101 }, (_, k) => at(plane, k / 100, 0));
    const chosen = evenlyAlong([...crawl, at(plane, 2, 0), at(plane, 3, 0)], 3).map((V) => projectionOn(plane, V).x);
    expect(chosen).toEqual([1, 2, 3].map((x) => expect.closeTo(x, 9)));
  });
});

describe("J on a plane", () => {
  test("sees the product BA of every point", () => {
    const plane = planeThrough([random(), random()])!;
    const form = formOf(plane);
    for (const [x, y] of [
      [1, 0],
      [0.3, -2],
      [-1.5, 0.7],
    ] as const) {
      const V = at(plane, x, y);
      const expected = product(V.B, V.A);
      productAt(form, x, y, matrix(m, n)).data.forEach((p, e) => {
        expect(p).toBeCloseTo(expected.data[e]!, 12);
      });
    }
  });

  test("has −∇J within the plane by the difference quotient of ½‖BA − T‖²", () => {
    const plane = planeThrough([random(), random()])!;
    const form = formOf(plane);
    const T = draws.normals(m, n);
    const G = (x: number, y: number) => {
      const P = productAt(form, x, y, matrix(m, n));
      return matrix(
        m,
        n,
        P.data.map((p, e) => p - T.data[e]!),
      );
    };
    const lossOf = (x: number, y: number) => G(x, y).data.reduce((sum, g) => sum + (g * g) / 2, 0);
    const h = 1e-5;
    const [dx, dy] = slopeAt(form, 0.7, -0.4, G(0.7, -0.4));
    expect(dx).toBeCloseTo(-(lossOf(0.7 + h, -0.4) - lossOf(0.7 - h, -0.4)) / (2 * h), 6);
    expect(dy).toBeCloseTo(-(lossOf(0.7, -0.4 + h) - lossOf(0.7, -0.4 - h)) / (2 * h), 6);
  });

  test("on the saddle's plane BA is (y² − x²)/2 times one matrix of norm 1; on another it is no multiple", () => {
    const saddle = saddleOf(draws.normals(m, n), r);
    const { q, P } = quadricOf(formOf(saddlePlane(saddle, random())!))!;
    const size = Math.sqrt(P.data.reduce((sum, p) => sum + p * p, 0));
    // Up to the sign of P.
    expect(Math.abs(q.xx) * size).toBeCloseTo(0.5, 12);
    expect(q.xx).toBeCloseTo(-q.yy, 12);
    expect(q.xy).toBeCloseTo(0, 12);
    expect(quadricOf(formOf(planeThrough([random(), random()])!))).toBeNull();
  });

  test("minima of a function are found, inside its range only", () => {
    expect(minimaOf((q) => (q * q - 1) ** 2, -3, 3)).toEqual([expect.closeTo(-1, 4), expect.closeTo(1, 4)]);
    expect(minimaOf((q) => q, -3, 3)).toEqual([]);
    expect(minimaOf(() => 1, -3, 3)).toEqual([]);
  });
});
