import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Axes } from "./Axes";
import { ChartFigure } from "./ChartFigure";
import { lossEquation } from "./equations";
import { stepScale, valueScale } from "./geometry/scale";
import { stepTicks, valueTicks } from "./geometry/ticks";

const markup = renderToStaticMarkup(
  <Axes
    left={40}
    top={10}
    plotWidth={400}
    plotHeight={200}
    xTicks={stepTicks(stepScale("log", [0, 1000], 400), 46)}
    magnification={1}
    yTicks={valueTicks(valueScale("log", [1e-2, 1e2], [200, 0]), 30)}
  />,
);

test("exponents are raised, and grid lines stand at their decades", () => {
  expect(markup).toContain('<line x2="400" y1="100" y2="100"></line>');
  expect(markup).toContain('10<tspan dy="-0.5em">−2</tspan>');
});

test("the axis of iterates has labelled ticks at 0, 1, 10, 100 and 1000 and shorter ones between", () => {
  const labels = [...markup.matchAll(/textAnchor|text-anchor="middle">([^<]*)</g)].map(([, label]) => label);
  expect(labels).toEqual(["0", "1", "10", "100", "1\u202f000"]);
  expect(markup.match(/,200v2.5"/g)?.length).toBe(3 * 8);
});

test("the equation of a title is MathML with words for those who hear it", () => {
  const head = renderToStaticMarkup(
    <ChartFigure title="Loss" equation={lossEquation} corner={{ label: "log – log", onClick: () => undefined }}>
      {null}
    </ChartFigure>,
  );
  expect(head).toContain('<math aria-label="J of V t minus L star">');
  expect(head).toContain('<button type="button" class="chart-corner">log – log</button>');
});
