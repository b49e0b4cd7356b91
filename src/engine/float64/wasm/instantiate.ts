/** Compiles a generated module at once and gives it a memory. Throws where the browser refuses it. */
import { mathImports } from "./postfix";

export function instantiate(bytes: Uint8Array<ArrayBuffer>, memory: WebAssembly.Memory): WebAssembly.Exports {
  const math = Object.fromEntries(mathImports.map(([name]) => [name, Math[name]]));
  return new WebAssembly.Instance(new WebAssembly.Module(bytes), { host: { memory }, math }).exports;
}
