/** How to cite what is seen: the paper, the work on chains, and this tool. */

interface Citation {
  readonly id: "paper" | "rac-lora" | "tool";
  readonly name: string;
  readonly bibtex: string;
}

const paper = `@article{mu2025lora,
  title   = {On the Convergence Rate of {LoRA} Gradient Descent},
  author  = {Mu, Siqiao and Klabjan, Diego},
  journal = {arXiv preprint arXiv:2512.18248},
  year    = {2025},
  url     = {https://arxiv.org/abs/2512.18248}
}`;

const racLora = `@article{malinovsky2024raclora,
  title   = {Randomized Asymmetric Chain of {LoRA}: The First Meaningful Theoretical Framework for Low-Rank Adaptation},
  author  = {Malinovsky, Grigory and Michieli, Umberto and Hammoud, Hasan Abed Al Kader and Ceritli, Taha and Elesedy, Hayder and Ozay, Mete and Richt{\\'a}rik, Peter},
  journal = {arXiv preprint arXiv:2410.08305},
  year    = {2024},
  url     = {https://arxiv.org/abs/2410.08305}
}`;

export interface Tool {
  readonly version: string;
  /** where it was opened, without a run */
  readonly address: string;
}

/** What BibTeX would read as its own inside braces. */
const escapeTex = (text: string) =>
  text.replace(/[\\{}%#&$_~^]/g, (character) => `{\\${names[character] ?? character}}`);
const names: Readonly<Record<string, string>> = {
  "\\": "textbackslash",
  "~": "textasciitilde",
  "^": "textasciicircum",
};

export function citations({ version, address }: Tool): readonly Citation[] {
  const tool = `@software{loradescent,
  title   = {{LoRA} descent: a live, checked picture of {LoRA} gradient descent},
  author  = {{The LoRA Descent authors}},
  version = {${escapeTex(version)}},
  year    = {2026},
  url     = {${address.replace(/[\\{}\s]/g, encodeURIComponent)}}
}`;
  return [
    { id: "paper", name: "The paper: Mu and Klabjan, arXiv 2512.18248", bibtex: paper },
    { id: "rac-lora", name: "RAC-LoRA: Malinovsky et al., arXiv 2410.08305", bibtex: racLora },
    { id: "tool", name: "This tool", bibtex: tool },
  ];
}
