/** The certificates, in the order of the ledger: one step, one run, audits. */
import { balance } from "./balance";
import { descentLemma } from "./descentLemma";
import { descentRatio } from "./descentRatio";
import { extractorNorms } from "./extractorNorms";
import { gradientBound } from "./gradientBound";
import { gradientBoundSharp } from "./gradientBoundSharp";
import { gradientForm } from "./gradientForm";
import { gradientLoss } from "./gradientLoss";
import { growth } from "./growth";
import { lemma1Corrected } from "./lemma1Corrected";
import { lemma1Printed } from "./lemma1Printed";
import { lemma1Sharp } from "./lemma1Sharp";
import { lemma2 } from "./lemma2";
import { minGradient } from "./minGradient";
import { minGradientRefined } from "./minGradientRefined";
import { path } from "./path";
import { projectedDescent } from "./projectedDescent";
import { rateApriori } from "./rateApriori";
import { rateBounded } from "./rateBounded";
import { rateLog } from "./rateLog";
import { rateProjected } from "./rateProjected";
import { rateSqrt } from "./rateSqrt";
import { smoothness } from "./smoothness";
import { stepLower } from "./stepLower";
import { stepSum } from "./stepSum";
import type { AuditCertificate, Certificate, IterateCertificate, RunCertificate } from "./types";

export const iterateCertificates: readonly IterateCertificate[] = [
  lemma2,
  descentRatio,
  lemma1Printed,
  lemma1Corrected,
  lemma1Sharp,
  gradientBound,
  gradientLoss,
  projectedDescent,
];

export const runCertificates: readonly RunCertificate[] = [
  minGradient,
  minGradientRefined,
  growth,
  path,
  stepLower,
  stepSum,
  rateLog,
  rateBounded,
  rateSqrt,
  rateApriori,
  rateProjected,
];

export const auditCertificates: readonly AuditCertificate[] = [
  gradientForm,
  gradientBoundSharp,
  extractorNorms,
  balance,
  smoothness,
  descentLemma,
];

export const certificates: readonly Certificate[] = [...iterateCertificates, ...runCertificates, ...auditCertificates];
