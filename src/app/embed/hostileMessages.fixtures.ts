/** What a hostile page could post: anything that a structured clone carries, and requests with one thing wrong in them. */
import fc from "fast-check";
import { hostileTexts } from "../../permalink/link.fixtures";
import { API } from "./messages";

/** Values of every kind, nested and large. */
const anything = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withTypedArray: true,
  withSparseArray: true,
  withNullPrototype: true,
  withObjectString: true,
});

const values = fc.oneof(
  anything,
  fc.double(),
  fc.integer(),
  fc.constantFrom("", "__proto__", "constructor", "toString", "load", "#v=1", "a".repeat(200_000)),
  fc.constantFrom(-1, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY, new Array(2 ** 32 - 1)),
);

/** A field that is mostly as documented. */
const mostly = (usual: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 3, arbitrary: usual }, { weight: 1, arbitrary: values });

const head = {
  api: fc.oneof(
    { weight: 18, arbitrary: fc.constant(API) },
    { weight: 1, arbitrary: fc.constantFrom(`${API}0`, "lora-descent/", `${API}\n`) },
    { weight: 1, arbitrary: values },
  ),
  id: fc.oneof({ weight: 19, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: values }),
};

const links = fc.oneof(
  hostileTexts,
  fc.constantFrom("#v=1", "#v=1&r=2", "#v=1&T=100&method=lora;rac", "https://example.org/#v=1&loss=logistic"),
);

/** The documented fields of each request, each with a value that the check behind it has to judge. */
const requests: readonly fc.Arbitrary<unknown>[] = [
  fc.record({ ...head, type: fc.constantFrom("play", "pause", "state") }),
  fc.record({ ...head, type: fc.constant("load"), link: mostly(links) }),
  fc.record({ ...head, type: fc.constant("seek"), t: mostly(fc.integer({ min: -1, max: 200 })) }),
  fc.record(
    {
      ...head,
      type: fc.constant("read"),
      lane: mostly(fc.integer({ min: 0, max: 1 })),
      from: mostly(fc.integer({ min: -1, max: 120 })),
      to: mostly(fc.integer({ min: -1, max: 120 })),
      columns: mostly(fc.array(mostly(fc.constantFrom("loss", "grad_norm_sq", "step_size", "plane_b")))),
    },
    { requiredKeys: ["api", "id", "type"] },
  ),
];

/** Fields of any request together, and fields of none. */
const looseRequest = fc.record(
  {
    ...head,
    type: mostly(fc.constantFrom("load", "play", "pause", "seek", "read", "state")),
    link: values,
    t: values,
    lane: values,
    from: values,
    to: values,
    columns: fc.oneof(values, fc.array(values)),
    __proto__: values,
    more: values,
  },
  { requiredKeys: ["api", "id", "type"] },
);

export const hostileRequests = fc.oneof(
  { weight: 1, arbitrary: anything },
  { weight: 2, arbitrary: looseRequest },
  { weight: 7, arbitrary: fc.oneof(...requests) },
);

/** The same for the channel on which windows of pictures follow another one. */
export const hostileFollows = fc.oneof(
  { weight: 1, arbitrary: anything },
  {
    weight: 4,
    arbitrary: fc.record(
      {
        type: fc.oneof({ weight: 9, arbitrary: fc.constantFrom("hello", "state") }, { weight: 1, arbitrary: values }),
        hash: fc.oneof(
          values,
          fc.string().map((text) => `#${text}`),
        ),
        t: fc.oneof(fc.nat(), values),
        cursor: fc.oneof(fc.constant(null), fc.nat(), values),
        anchor: fc.oneof(fc.constant(null), fc.nat(), values),
        zoom: fc.oneof(fc.constant(null), fc.tuple(fc.double(), fc.double()), fc.array(values), values),
        more: values,
      },
      { requiredKeys: ["type"] },
    ),
  },
);
