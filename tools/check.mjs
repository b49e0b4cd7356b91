/** `npm run check`: every script named `check:…`, to the end even if one fails; `npm run check -- lint types` runs those alone. */
import { checks, runChecks } from "./stages.mjs";

const asked = process.argv.slice(2).map((name) => `check:${name}`);
const unknown = asked.filter((name) => !checks().includes(name));
if (unknown.length > 0) {
  process.stderr.write(`no such check: ${unknown.join(", ")}; there are ${checks().join(", ")}\n`);
  process.exit(2);
}
const failed = runChecks(asked.length > 0 ? asked : checks()).filter((stage) => stage.failed > 0);
if (failed.length > 0) {
  process.stdout.write(`${failed.map(({ name }) => name).join(", ")} failed\n`);
  process.exitCode = 1;
}
