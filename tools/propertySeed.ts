/** Property tests draw the same cases on every run; FC_SEED draws others. A failure prints its seed and path. */
import { configureGlobal } from "fast-check";

configureGlobal({ seed: Number(process.env.FC_SEED ?? 1) });
