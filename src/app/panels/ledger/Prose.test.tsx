import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Prose } from "./Prose";

test.each([
  ["J(V_0) − J(V_{t+1}) ≤ κΔ0", "J(V<sub>0</sub>) − J(V<sub>t+1</sub>) ≤ κΔ<sub>0</sub>"],
  ["‖D_0‖_* and ∇_BJ", "‖D<sub>0</sub>‖<sub>*</sub> and ∇<sub>B</sub>J"],
  ["no index", "no index"],
])("%s", (text, markup) => expect(renderToStaticMarkup(<Prose text={text} />)).toBe(markup));
