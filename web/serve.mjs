// The console from web/dist, before a daemon that runs: what one develops with.   node serve.mjs [PORT] [DAEMON'S PORT]
import { createServer, request } from "node:http";
import { readFileSync } from "node:fs";
import { dirname, extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const [port = "8471", daemon = "8470"] = process.argv.slice(2);
const dist = join(dirname(fileURLToPath(import.meta.url)), "dist");
const types = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml" };
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self'; " +
  "base-uri 'none'; frame-ancestors 'none'";

function sendFile(path, answer) {
  try {
    const bytes = readFileSync(join(dist, normalize(path === "/" ? "/index.html" : path)));
    answer.writeHead(200, { "Content-Type": types[extname(path)] ?? types[".html"], "Content-Security-Policy": policy });
    answer.end(bytes);
  } catch {
    answer.writeHead(404).end();
  }
}

function passOn(asked, answer) {
  const on = request({ port: daemon, path: asked.url, method: asked.method, headers: asked.headers }, (given) => {
    answer.writeHead(given.statusCode, given.headers);
    given.pipe(answer);
  });
  on.on("error", () => answer.writeHead(502).end());
  asked.pipe(on);
}

createServer((asked, answer) => {
  const { pathname } = new URL(asked.url, "http://localhost");
  if (pathname === "/" || pathname.startsWith("/assets/")) sendFile(pathname, answer);
  else passOn(asked, answer);
}).listen(Number(port), "127.0.0.1", () => console.log(`http://localhost:${port}`));
