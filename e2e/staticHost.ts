/** A plain static host: a folder of files below a path, with no headers of its own. What it serves can change and stop. */
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".bin": "application/octet-stream",
  ".png": "image/png",
  ".webmanifest": "application/manifest+json",
};

export async function serveSite(folder: string) {
  let served = folder;
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "", "http://localhost").pathname.replace(/^\/some\/folder\//, "");
    const file = join(served, path || "index.html");
    const found = request.url?.startsWith("/some/folder/") && existsSync(file) && statSync(file).isFile();
    if (!found) return void response.writeHead(404).end();
    response.writeHead(200, { "content-type": types[extname(file)] ?? "application/octet-stream" });
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  // A listening TCP server's address is never a string or null.
  const { port } = server.address() as AddressInfo;
  return {
    addressAt: (hostname: string) => `http://${hostname}:${port}/some/folder/`,
    serve(other: string) {
      served = other;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
