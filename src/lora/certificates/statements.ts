/** What each certificate says, in the order of the ledger. */
import { balanceStatement } from "./balance";
import { descentLemmaStatement } from "./descentLemma";
import { descentRatioStatement } from "./descentRatio";
import { extractorNormsStatement } from "./extractorNorms";
import { gradientBoundStatement } from "./gradientBound";
import { gradientBoundSharpStatement } from "./gradientBoundSharp";
import { gradientFormStatement } from "./gradientForm";
import { gradientLossStatement } from "./gradientLoss";
import { growthStatement } from "./growth";
import { lemma1CorrectedStatement } from "./lemma1Corrected";
import { lemma1PrintedStatement } from "./lemma1Printed";
import { lemma1SharpStatement } from "./lemma1Sharp";
import { lemma2Statement } from "./lemma2";
import { minGradientStatement } from "./minGradient";
import { minGradientRefinedStatement } from "./minGradientRefined";
import { pathStatement } from "./path";
import { projectedDescentStatement } from "./projectedDescent";
import { rateAprioriStatement } from "./rateApriori";
import { rateBoundedStatement } from "./rateBounded";
import { rateLogStatement } from "./rateLog";
import { rateProjectedStatement } from "./rateProjected";
import { rateSqrtStatement } from "./rateSqrt";
import { smoothnessStatement } from "./smoothness";
import { stepLowerStatement } from "./stepLower";
import { stepSumStatement } from "./stepSum";
import type { Statement } from "./types";

export const statements: readonly Statement[] = [
  lemma2Statement,
  descentRatioStatement,
  lemma1PrintedStatement,
  lemma1CorrectedStatement,
  lemma1SharpStatement,
  gradientBoundStatement,
  gradientLossStatement,
  projectedDescentStatement,
  minGradientStatement,
  minGradientRefinedStatement,
  growthStatement,
  pathStatement,
  stepLowerStatement,
  stepSumStatement,
  rateLogStatement,
  rateBoundedStatement,
  rateSqrtStatement,
  rateAprioriStatement,
  rateProjectedStatement,
  gradientFormStatement,
  gradientBoundSharpStatement,
  extractorNormsStatement,
  balanceStatement,
  smoothnessStatement,
  descentLemmaStatement,
];

const byId = new Map(statements.map((statement) => [statement.id, statement]));

/** Throws a RangeError for an id that no certificate has. */
export function statementOf(id: string): Statement {
  const statement = byId.get(id);
  if (!statement) throw new RangeError(`no certificate ${id}`);
  return statement;
}
