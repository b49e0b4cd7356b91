/** What a hostile page could post: anything that a structured clone carries, and requests with one thing wrong in them. */
import fc from "fast-check";
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

const looseRequest = fc.record(
  {
    api: fc.oneof({ weight: 9, arbitrary: fc.constant(API) }, { weight: 1, arbitrary: values }),
    id: fc.oneof({ weight: 9, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: values }),
    type: fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom("load", "play", "pause", "seek", "read", "state") },
      { weight: 1, arbitrary: values },
    ),
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

export const hostileRequests = fc.oneof({ weight: 1, arbitrary: anything }, { weight: 4, arbitrary: looseRequest });

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
