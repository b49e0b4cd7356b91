/**
 * A run of lanes with chains (lora/chain): draws what the links of a block draw and hands it to the engine; where draws look at G,
 * the block ends at the link and the host makes it in float64. A state at t is the one that row t is measured at, its link
 * made. Leaves out: anything about how an engine computes.
 */
import type { Chain, ChainDraws } from "../lora/chain";
import { boundData, type LaneInputs, type LaneState, linked, type StepProgram } from "../lora/program";
import { copyOf, type Matrix, resized } from "../math/matrix";
import type { EngineRun, RunBlock } from "./engine";
import { Float64Ops } from "./float64/ops";
import { drawnShapes, type LaneLinks, linksAtOnce, type StepRun } from "./links";

export class ChainedRun implements EngineRun {
  readonly #draws: readonly ChainDraws[];
  /** whether links are part of the steps */
  readonly #ahead: boolean;
  /** links of a lane in one block of the engine */
  readonly #atOnce: number;
  #t: number;

  /** Lanes of one program have a chain each. */
  constructor(
    private readonly program: StepProgram,
    private readonly inputs: readonly LaneInputs[],
    private readonly chains: readonly Chain[],
    private states: readonly LaneState[],
    private readonly run: StepRun,
  ) {
    const drawn = drawnShapes(inputs[0]!, states[0]!);
    this.#ahead = drawn.length > 0;
    this.#atOnce = this.#ahead ? linksAtOnce(drawn.reduce((sum, { data }) => sum + data.length, 0)) : 1;
    this.#draws = chains.map((chain, i) => chain.from(positionOf(states[i]!)));
    this.#t = positionOf(states[0]!).t;
  }

  async advance(k: number): Promise<RunBlock> {
    const lanes = this.inputs.length;
    const parts: { readonly from: number; readonly rows: number; readonly columns: RunBlock["columns"] }[] = [];
    for (let done = 0; done < k; ) {
      const rows = Math.min(k - done, this.#reach());
      const block = await this.run.advance(rows, this.#ahead ? this.#linksOf(rows) : []);
      parts.push({ from: done, rows, columns: block.columns });
      done += rows;
      this.#t += rows;
      this.states = block.states;
      if (!this.#ahead) await this.#link();
    }
    const columns = this.program.columns.map((_, c) => {
      const column =
        parts[0]?.columns[c] instanceof Float32Array ? new Float32Array(lanes * k) : new Float64Array(lanes * k);
      for (const { from, rows, columns: part } of parts) {
        for (let lane = 0; lane < lanes; lane++) {
          column.set(part[c]!.subarray(lane * rows, (lane + 1) * rows), lane * k + from);
        }
      }
      return column;
    });
    return { columns, states: this.states.map((state, i) => ({ ...state, chain: this.#draws[i]!.position(this.#t) })) };
  }

  /** Steps that the engine may take at once. */
  #reach(): number {
    return Math.min(
      ...this.chains.map(({ period }) => (this.#ahead ? this.#atOnce * period : period - (this.#t % period))),
    );
  }

  /** What the links after the next steps draw. */
  #linksOf(rows: number): readonly LaneLinks[] {
    return this.chains.map((chain, i) => {
      const links: { step: number; drawn: readonly Matrix[] }[] = [];
      const first = (Math.floor(this.#t / chain.period) + 1) * chain.period;
      for (let t = first; t <= this.#t + rows; t += chain.period) {
        const drawn = this.#draws[i]!.draw(t, () => {
          throw new Error("what is drawn ahead cannot look at the gradient");
        });
        links.push({ step: t - 1 - this.#t, drawn: this.#padded(chain, drawn) });
      }
      return links;
    });
  }

  /** Makes the links at t, where lanes have one. */
  async #link(): Promise<void> {
    const due = this.chains.map(({ period }) => this.#t % period === 0);
    if (!due.includes(true)) return;
    this.states = this.states.map((state, i) => (due[i] ? this.#linked(state, i) : state));
    await this.run.restart(this.states);
  }

  #linked(state: LaneState, lane: number): LaneState {
    const { loss, method } = this.program;
    const { theta } = state;
    const o = new Float64Ops();
    const data = boundData(this.inputs[lane]!);
    const gradient = () => loss.at(o, data, method.weights(o, this.inputs[lane]!.W0, theta, data)).gradient();
    const chain = this.chains[lane]!;
    const drawn = this.#padded(chain, this.#draws[lane]!.draw(this.#t, gradient));
    return { ...state, theta: linked(o, method, theta, { isLink: 1, drawn }).map(copyOf) };
  }

  /** Lanes that run beside lanes of higher rank are padded with zeros. */
  #padded({ drawn }: Chain, matrices: readonly Matrix[]): readonly Matrix[] {
    return matrices.map((X, i) => {
      const { rows, columns } = this.states[0]!.theta[drawn[i]!]!;
      return X.rows === rows && X.columns === columns ? X : resized(X, rows, columns);
    });
  }

  dispose(): void {
    this.run.dispose();
  }
}

function positionOf({ chain }: LaneState) {
  if (!chain) throw new Error("a chain's state says where it stands");
  return chain;
}
