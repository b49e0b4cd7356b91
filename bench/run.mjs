/** `node bench/run.mjs NAME`: the benchmark bench/NAME.ts, on the modules of the page. */
import { runBundled } from "../tools/bundled.mjs";

const [name = "", ...options] = process.argv.slice(2);
process.exitCode = await runBundled(`bench/${name}.ts`, options);
