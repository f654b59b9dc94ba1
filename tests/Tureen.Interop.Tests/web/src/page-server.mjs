import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

const CONTENT_TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.wasm': 'application/wasm' };

async function bundlePage(entry) {
  const bundle = await build({
    entryPoints: [`${root}/src/${entry}`],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    logLevel: 'error',
    define: { global: 'globalThis' },
  });
  return bundle.outputFiles[0].contents;
}

/** Answers with a file of a bundle, compressed as it lies there. */
async function sendFile(folder, path, request, response) {
  const encoding = ['br', 'gzip'].find((one) => request.headers['accept-encoding']?.includes(one));
  const file = `${folder}${normalize(path)}`;
  const content = await readFile(file + ({ br: '.br', gzip: '.gz' }[encoding] ?? ''));
  response.writeHead(200, {
    'content-type': CONTENT_TYPES[extname(path)] ?? 'application/octet-stream',
    'content-length': content.length,
    ...(encoding && { 'content-encoding': encoding }),
  });
  response.end(content);
}

/**
 * Serves the pages on localhost, where a browser allows the camera: that of mediasoup-client, below /client/ that of the package tureen-client, and
 * below /csharp/ the bundle of that in C#.
 */
export async function servePages(bundleFolder) {
  const script = await bundlePage('page.js');
  // Few tests need this one.
  let clientScript;
  const html = await readFile(`${root}/page.html`);
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    if (pathname.startsWith('/csharp/')) {
      sendFile(bundleFolder, pathname.slice('/csharp'.length), request, response).catch((error) => {
        response.writeHead(404).end(String(error));
      });
      return;
    }

    if (pathname === '/client/page.js') {
      clientScript ??= bundlePage('tureen-client-page.js');
      clientScript.then(
        (content) => response.writeHead(200, { 'content-type': 'text/javascript' }).end(content),
        (error) => response.writeHead(500).end(String(error)),
      );
      return;
    }

    const isScript = pathname === '/page.js';
    response.writeHead(200, { 'content-type': isScript ? 'text/javascript' : 'text/html; charset=utf-8' });
    response.end(isScript ? script : html);
  });
  await new Promise((resolve) => { server.listen(0, 'localhost', resolve); });
  const url = `http://localhost:${server.address().port}/`;
  return { npm: url, client: `${url}client/`, csharp: `${url}csharp/index.html` };
}
