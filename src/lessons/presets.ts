/** Runs worth opening: each a permalink with the sentence that says what it shows. Their claims are tested beside. */
export interface Preset {
  /** kebab-case, published */
  readonly id: string;
  readonly label: string;
  /** what is seen, one sentence */
  readonly shows: string;
  readonly link: string;
}

export const presets: readonly Preset[] = [
  {
    id: "opening",
    label: "Four directions, one by one",
    shows:
      "Starting almost at the origin, descent waits, then learns the target's singular directions one after another.",
    link: "#v=1&trank=4&r=4&init=gauss&scale=0.001&T=1500&play=1",
  },
  {
    id: "trap",
    label: "The origin traps LoRA, not full-rank descent",
    shows:
      "On the stable line of the 1×1 quadratic LoRA flows into V = 0; full-rank descent from the same weights finds W* = 1.",
    link: "#v=1&m=1&n=1&L=1&target=1&method=lora;full&r=1&init=user&B=-0.8&A=0.8&T=1000",
  },
  {
    id: "escape",
    label: "A thousandth off the line",
    shows: "The same start moved by 0.001 passes the saddle and reaches the minimum.",
    link: "#v=1&m=1&n=1&L=1&target=1&r=1&init=user&B=-0.799&A=0.8&T=300",
  },
  {
    id: "ranks",
    label: "The rank is not in the rate",
    shows:
      "Ranks 1 to 16 from the same ‖V₀‖: bound (10) hardly differs, while the loss reached falls from 7.8 to 0.001.",
    link: "#v=1&n=16&L=1&tscale=0.285434&r=1,2,4,8,16&seed=2&v0norm=1",
  },
  {
    id: "compare",
    label: "The family on one problem",
    shows:
      "LoRA and a frozen A are capped by rank 2; full-rank descent and the chains COLA, RAC, Bernoulli, GaLore reach 0.",
    link: "#v=1&m=8&n=6&L=1&method=lora;full;asym-a;cola;rac;bernoulli;galore&r=2&period=1;1;1;50;1;1;10",
  },
  {
    id: "cola-period",
    label: "How long a link of COLA",
    shows: "Each link of τ steps adds rank 2: the shorter the links, the sooner the loss passes the cap of the rank.",
    link: "#v=1&m=8&n=6&L=1&method=cola&r=2&period=1,5,20,50,200,1000",
  },
  {
    id: "failures",
    label: "Where LoRA fails and RAC does not",
    shows:
      "Condition 100 at rank 1: LoRA swings at step 1/L and stops at 17.2 with a tenth of it; RAC with 1/L converges.",
    link: "#v=1&loss=general-quadratic&m=3&n=3&L=100&pseed=5&tscale=10&cond=100&method=lora;lora;asym-a;rac;full&r=1&seed=1&step=constant;constant;auto;auto;auto&eta=1/L;0.1/L;1/L;1/L;1/L&T=10000",
  },
  {
    id: "diverging-chain",
    label: "A chain that diverges",
    shows:
      "From a larger start LoRA and COLA diverge within 11 steps of 1/L; COLA converges with a tenth, RAC with 1/L.",
    link: "#v=1&loss=general-quadratic&m=3&n=3&L=100&pseed=5&tscale=10&cond=100&method=lora;cola;cola;rac&r=1&period=1;20;20;1&scale=3&seed=1&step=constant&eta=1/L;1/L;0.1/L;1/L&T=10000",
  },
  {
    id: "draws",
    label: "Sixteen draws, and their median",
    shows: "One start decides little: the draws of V₀ leave the saddle one after another and end alike.",
    link: "#v=1&trank=4&init=gauss&scale=0.001&seed=1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16&T=1500",
  },
  {
    id: "beside-full",
    label: "LoRA beside full-rank descent",
    shows: "LoRA under rule (8) and full-rank descent with step 1/L on one problem.",
    link: "#v=1&method=lora;full&step=paper;constant&eta=1/L",
  },
  {
    id: "power-tail",
    label: "As slow as it gets",
    shows: "The norm of V grows without bound and the squared gradient falls close to 1/√T, the slowest rate there is.",
    link: "#v=1&loss=power-tail&m=1&n=1&L=1&r=1&init=user&B=0.70710678&A=0.70710678&T=100000",
  },
  {
    id: "log-tail",
    label: "A loss that falls like 1/log T",
    shows: "The loss itself falls like 1/log T: the nearest thing to the paper's rate.",
    link: "#v=1&loss=log-tail&m=1&n=1&L=1&r=1&init=user&B=0.70710678&A=0.70710678&T=100000",
  },
  {
    id: "separable",
    label: "Unbounded, and not slow",
    shows:
      "The minimum of a separable classifier is at infinity and the norm of V grows without bound, yet the squared gradient falls almost like 1/T².",
    link: "#v=1&loss=logistic&m=1&n=1&L=1&N=1&r=1&init=user&B=-0.5&A=0.5&T=100000",
  },
  {
    id: "position",
    label: "Nearer and farther minima",
    shows: "The same start, and minima nearer and farther than it: steps grow on the way in and shrink on the way out.",
    link: "#v=1&m=8&n=6&L=1&tscale=0.1,1,10&r=6&init=unstable&T=2000&charts=loss.position.progress.paths",
  },
  {
    id: "saddle-to-saddle",
    label: "From saddle to saddle",
    shows:
      "W goes straight to W* by full-rank descent; by LoRA it passes one saddle after another and learns one direction at each.",
    link: "#v=1&trank=4&method=lora;full&r=4&init=gauss&scale=0.001&T=1500&charts=landscape.spectrum.projections.position.progress.paths.directions.factors",
  },
  {
    id: "lazy",
    label: "A large start is slow",
    shows: "A is drawn large and B is 0: the step shrinks with the norm of V, and descent takes far longer.",
    link: "#v=1&m=8&n=6&L=1&r=2&scale=1,3,5",
  },
  {
    id: "small-L",
    label: "Rule (8) breaks for L < 1",
    shows: "With L = 0.01 the loss rises at the first step: the paper's L ≥ 1 is needed.",
    link: "#v=1&m=1&n=1&L=0.01&target=300&r=1&init=user&B=-0.5&A=0.5&T=50",
  },
  {
    id: "constant",
    label: "A constant step too long",
    shows: "A constant step of 0.15 converges, 0.2 oscillates, 0.3 diverges.",
    link: "#v=1&m=8&n=6&L=1&r=2&step=constant&eta=0.15,0.2,0.25,0.3&T=1000",
  },
  {
    id: "digits",
    label: "Fine-tuning on real digits",
    shows: "A classifier of the digits 0–4 is adapted to 5–9 on real images; what it knew fades.",
    link: "#v=1&loss=digits&method=lora;full&step=star;auto&T=1000",
  },
];
