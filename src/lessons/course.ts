/**
 * The course: a first look, then twelve lessons from the stationary point V = 0 over the certificates to where LoRA and its
 * variants differ. What each says is computed from its own run and tested on the float64 engine.
 */
import { type Lesson, type LessonLane, laneOf, type NumberWriter } from "./lesson";

const stepsTo = (t: number | null, write: NumberWriter): string => (t === null ? "never" : `t = ${write(t)}`);

/** How many times as long one wait is as another. */
const ratio = (longer: number | null, shorter: number | null, write: NumberWriter): string =>
  longer === null || shorter === null ? "more" : write(longer / shorter);

/** η over the run in words. */
const steps = (lane: LessonLane, write: NumberWriter): string =>
  `from ${write(lane.at("step_size", 0))} to ${write(lane.at("step_size", lane.last))}`;

export const firstLook: Lesson = {
  id: "first-look",
  title: "A first look",
  link: "#v=1&trank=4&init=gauss&scale=0.001&T=1500",
  question: "B and A start almost at 0. What will the loss do first?",
  choices: ["Fall at once", "Wait, then fall in stairs", "Rise, then fall"],
  right: 1,
  look: { chart: "loss", at: "how long the line stays level, and how many stairs follow" },
  answer(lanes, write) {
    const lane = laneOf(lanes, 0);
    const J0 = lane.at("loss", 0);
    const left = lane.firstAtMost("loss", 0.9 * J0);
    return (
      `It waits: V = 0 is a stationary point, and near it the gradient is small. The first tenth of the loss is gone at ` +
      `${stepsTo(left, write)}. Then the four singular directions of the target are learned one after another, the largest ` +
      `first, and the loss ends at ${write(lane.at("loss", lane.last))}.`
    );
  },
};

export const course: readonly Lesson[] = [
  {
    id: "origin",
    title: "The origin traps LoRA",
    link: "#v=1&m=1&n=1&L=1&method=lora,full&r=1&init=user&B=-0.8&A=0.8&target=1&T=1000",
    question: "W is one number, its best value is 1, and both lanes start at BA = −0.64. Where does each end?",
    choices: ["Both at 1", "Full-rank descent at 1, LoRA at BA = 0", "Both at 0"],
    right: 1,
    look: { chart: "origin", at: "the path along the dashed line" },
    answer(lanes, write) {
      const lora = laneOf(lanes, 0);
      const full = laneOf(lanes, 1);
      return (
        `Full-rank descent reaches loss ${write(full.at("loss", full.last))}. LoRA starts on the line b = −a, which descent ` +
        `never leaves, and flows into V = 0: ‖V‖² = ${write(lora.at("v_norm_sq", lora.last))}, loss ` +
        `${write(lora.at("loss", lora.last))}. V = 0 is stationary for every loss, since ∇_B J = GAᵀ and ∇_A J = BᵀG vanish there.`
      );
    },
  },
  {
    id: "escape",
    title: "Leaving the origin",
    link: "#v=1&m=8&n=6&L=1&tscale=0.395123&r=2&init=gauss&scale=0.1,0.01,0.0001,0.000001,1e-8&T=400",
    question:
      "Each lane starts closer to V = 0, the last ten million times closer than the first. How does the wait grow?",
    choices: ["In proportion to 1/distance", "With the logarithm of the distance", "Not at all"],
    right: 1,
    look: { chart: "loss", at: "the times at which the five lines leave the plateau" },
    answer(lanes, write) {
      const left = lanes.map((lane) => {
        const sigma = lane.facts.escapeSigma ?? Number.NaN;
        return stepsTo(lane.firstAtMost("loss", lane.at("loss", 0) - sigma ** 2 / (4 * lane.facts.L)), write);
      });
      return (
        `The lanes have left (the loss has fallen by σ₁²/4L) at ${left.join(", ")}: each factor of 100 costs the same number of ` +
        `steps. At V = 0 the unstable direction grows by 1 + ησ₁ a step, and 1/η is about 5√2 L‖∇ℓ(W₀)‖ there.`
      );
    },
  },
  {
    id: "certificates",
    title: "A bound and a run",
    link: "#v=1&m=8&n=6&L=1&r=2&T=10000",
    question: "At T = 1000 Theorem 3 promises a smallest squared gradient norm of at most 253. How small is it?",
    choices: ["About 200", "About 1", "Below 10⁻⁵"],
    right: 2,
    look: { chart: "gradient", at: "the distance between the line and the dashed bounds" },
    answer(lanes, write) {
      const lane = laneOf(lanes, 0);
      // The theory's minimum is over t < T.
      const at = (T: number) => write(lane.at("min_grad_norm_sq", T - 1));
      return (
        `It is ${at(1000)} (and ${at(100)} at T = 100). The bounds hold, but this run converges linearly near its end, which no ` +
        `bound for every smooth loss can promise. The bound of 1/log T is the weakest: (10), with the step sizes of this very ` +
        `run, is far closer.`
      );
    },
  },
  {
    id: "position",
    title: "Outward slower, inward faster",
    link: "#v=1&m=1&n=1&L=1&r=1&init=user&B=1;5&A=1;5&target=9&T=300",
    question:
      "Both lanes approach BA = 9, one from V closer to the origin, one from farther out. What do their step sizes do?",
    choices: ["Both shrink", "Outward it shrinks, inward it grows", "Both stay the same"],
    right: 1,
    look: { chart: "step", at: "the two lines, which meet at the minimum" },
    answer(lanes, write) {
      return (
        `Moving outward the step goes ${steps(laneOf(lanes, 0), write)}, moving inward ${steps(laneOf(lanes, 1), write)}. Rule (8) ` +
        `divides by ‖V‖² + ‖G‖, so progress depends on where V is and not only on the slope: the position dependency of the ` +
        `paper's Section 4.`
      );
    },
  },
  {
    id: "lazy",
    title: "A large start is slow",
    link: "#v=1&m=8&n=6&L=1&tscale=0.395123&r=2&scale=2.449489743,4.898979486,9.797958971&T=21000",
    question:
      "B = 0 and A is drawn with entries of size 1, 2 and 4. How much longer does the last lane take than the first?",
    choices: ["4 times", "16 times", "More than 100 times"],
    right: 2,
    look: { chart: "loss", at: "the plateau at 2.83, where only B has moved" },
    answer(lanes, write) {
      const times = lanes.map((lane) => lane.firstAtMost("loss", 1.875));
      const [small = null, middle = null, large = null] = times;
      return (
        `The lanes leave the plateau at ${times.map((t) => stepsTo(t, write)).join(", ")}. With B = 0 and A large, A hardly moves ` +
        `until B has grown, and the step shrinks like 1/‖V‖²: twice the size takes ${ratio(middle, small, write)} times as long, ` +
        `twice that again ${ratio(large, middle, write)} times, nearing the fourth power. It is the constant of the rate that ` +
        `grows with ‖V₀‖, not the exponent.`
      );
    },
  },
  {
    id: "step-rules",
    title: "How long a step may be",
    link: "#v=1&m=8&n=6&L=1&r=2&step=paper,paper-v3,corrected,sharp-min,star,sharp,armijo&T=1000",
    question: "All seven rules guarantee descent. How many steps does the best need where rule (8) needs 844?",
    choices: ["About 600", "About 300", "Below 50"],
    right: 2,
    look: { chart: "loss", at: "when each line falls away" },
    answer(lanes, write) {
      const reached = lanes.map((lane) => lane.firstAtMost("loss", (lane.facts.rankOptimum ?? 0) + 1e-6));
      const [eight = null, , , , , sharp = null] = reached;
      return (
        `Within 10⁻⁶ of the best loss of rank 2, in the order of the lanes: ${reached.map((t) => stepsTo(t, write)).join(", ")}. ` +
        `Rule (8) is as short as its proof needs it. The longest step that the refined lemma allows takes ` +
        `${ratio(eight, sharp, write)} times fewer of them, and a line search, which knows no constant at all, fewer still.`
      );
    },
  },
  {
    id: "rank",
    title: "The rank is not in the rate",
    link: "#v=1&n=16&L=1&tscale=0.285434&r=1,2,4,8,16&seed=2&v0norm=1",
    question: "Ranks 1 to 16 start at the same ‖V₀‖. Does bound (10) on the gradient get worse with the rank?",
    choices: ["Yes, in proportion to the rank", "Hardly", "It gets better"],
    right: 1,
    look: { chart: "gradient", at: "the dashed bounds of the five lanes at t = 100" },
    answer(lanes, write) {
      const bound = (lane: LessonLane) =>
        write((5 * (lane.at("loss", 0) - lane.facts.infimum)) / lane.at("sum_step_sizes", 100));
      const losses = lanes.map((lane) => write(lane.at("loss", lane.last)));
      return (
        `At T = 100 the bounds are ${lanes.map(bound).join(", ")}: descent is a dimension-free algorithm. What the rank decides ` +
        `is the loss that can be reached at all: ${losses.join(", ")} at the end.`
      );
    },
  },
  {
    id: "rank-cap",
    title: "Past the cap of the rank",
    link: "#v=1&m=8&n=6&L=1&method=full;lora;asym-a;cola;rac;bernoulli&r=2&period=1;1;1;50;1;1",
    question: "The target has rank 6, the adapters rank 2. Which methods can reach loss 0?",
    choices: ["Only full-rank descent", "All of them", "Full-rank descent and the chains: COLA, RAC, Bernoulli"],
    right: 2,
    look: { chart: "loss", at: "which lines level off" },
    answer(lanes, write) {
      const end = (i: number) => write(laneOf(lanes, i).at("loss", 3000));
      const early = (i: number) => write(laneOf(lanes, i).at("loss", 100));
      return (
        `LoRA ends at ${end(1)}, the best loss of rank 2, and with A frozen at ${end(2)}. The chains add a fresh adapter again ` +
        `and again: COLA is at ${end(3)}, RAC and Bernoulli were at ${early(4)} and ${early(5)} after 100 steps already.`
      );
    },
  },
  {
    id: "failures",
    title: "Where LoRA fails and RAC does not",
    link: "#v=1&loss=general-quadratic&m=3&n=3&L=100&pseed=5&tscale=10&cond=100&method=lora;lora;asym-a;rac;full&r=1&seed=1&step=constant;constant;auto;auto;auto&eta=1/L;0.1/L;1/L;1/L;1/L&T=10000",
    question: "A 3×3 quadratic of condition 100 at rank 1. Which lanes reach the infimum?",
    choices: ["All, given time", "RAC and full-rank descent", "Only full-rank descent"],
    right: 1,
    look: { chart: "loss", at: "the lane with step 1/L: it swings between two values" },
    answer(lanes, write) {
      const gap = (i: number) => {
        const lane = laneOf(lanes, i);
        return write(lane.at("loss", lane.last) - lane.facts.infimum);
      };
      return (
        `Above L*: LoRA with step 1/L stays at ${gap(0)}, since J is not Lipschitz smooth; with a tenth of it at ${gap(1)}, its ` +
        `best of rank 1; with A frozen at ${gap(2)}. RAC is at ${gap(3)} and full-rank descent at ${gap(4)}: each link of the ` +
        `chain is smooth with the same L, and random directions leave none out.`
      );
    },
  },
  {
    id: "power-tail",
    title: "As slow as it gets",
    link: "#v=1&loss=power-tail&m=1&n=1&L=1&r=1&init=user&B=0.7071067811865476&A=0.7071067811865476&T=1000000",
    question: "The minimum is at infinity. With ten times the steps, by how much does the squared gradient fall?",
    choices: ["100 times", "10 times", "Less than 4 times"],
    right: 2,
    look: { chart: "gradient", at: "the slope of the line beside the bound of 1/√T" },
    answer(lanes, write) {
      const lane = laneOf(lanes, 0);
      const at = (t: number) => lane.at("min_grad_norm_sq", t);
      return (
        `From T = 10⁵ to 10⁶ it falls ${write(at(100_000) / at(1_000_000))} times, while ‖V‖² has grown to ` +
        `${write(lane.at("v_norm_sq", lane.last))}. Slope −0.572 on these axes; −½ is the worst there is under rule (8), by the ` +
        `refined bound.`
      );
    },
  },
  {
    id: "log-tail",
    title: "A loss that falls like 1/log T",
    link: "#v=1&loss=log-tail&m=1&n=1&L=1&r=1&init=user&B=0.7071067811865476&A=0.7071067811865476&T=1000000",
    question: "The paper's rate is 1/log T, for the gradient. Can the loss itself fall so slowly?",
    choices: ["No", "Yes: J·ln T stays near 2"],
    right: 1,
    look: { chart: "loss", at: "how little each decade of steps gains" },
    answer(lanes, write) {
      const lane = laneOf(lanes, 0);
      const product = (T: number) => write(lane.at("loss", T) * Math.log(T));
      return (
        `J·ln T is ${product(100)}, ${product(10_000)} and ${product(1_000_000)} at T = 10², 10⁴ and 10⁶. The tail of this loss is ` +
        `1/log w², and w itself grows like a power of t.`
      );
    },
  },
  {
    id: "digits",
    title: "Fine-tuning, and what it costs",
    link: "#v=1&loss=digits&method=lora;full&step=star;auto&T=1000",
    question: "A classifier of 0–4 is adapted to 5–9. What becomes of 0–4?",
    choices: ["Nothing: they are kept", "They fade as 5–9 are learned"],
    right: 1,
    look: { chart: "gradient", at: "the rise while the saddle is left" },
    answer(lanes, write) {
      const lora = laneOf(lanes, 0);
      const full = laneOf(lanes, 1);
      const share = (lane: LessonLane, column: "accuracy_source" | "accuracy_target") =>
        `${write(100 * lane.at(column, lane.last))} %`;
      return (
        `LoRA of rank 4 ends with ${share(lora, "accuracy_target")} of 5–9 right and ${share(lora, "accuracy_source")} of 0–4, ` +
        `full-rank descent with ${share(full, "accuracy_target")} and ${share(full, "accuracy_source")}.`
      );
    },
  },
];
