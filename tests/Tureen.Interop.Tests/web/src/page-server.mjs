import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Bundles the page in memory and serves it on localhost, where a browser allows the camera. */
export async function servePage() {
  const bundle = await build({
    entryPoints: [`${root}/src/page.js`],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    logLevel: 'error',
    define: { global: 'globalThis' },
  });
  const script = bundle.outputFiles[0].contents;
  const html = await readFile(`${root}/page.html`);
  const server = createServer((request, response) => {
    const isScript = request.url === '/page.js';
    response.writeHead(200, { 'content-type': isScript ? 'text/javascript' : 'text/html; charset=utf-8' });
    response.end(isScript ? script : html);
  });
  await new Promise((resolve) => { server.listen(0, 'localhost', resolve); });
  return { url: `http://localhost:${server.address().port}/` };
}
