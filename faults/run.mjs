/** `npm run test:faults`, or `npm run test:faults -- NAME …`: the parts of faults/main.ts, all of them or those named. */
import { runBundled } from "../tools/bundled.mjs";

process.exitCode = await runBundled("faults/main.ts", process.argv.slice(2));
