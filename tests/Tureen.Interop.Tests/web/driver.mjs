// Drives browsers for the interop tests: one JSON request a line on standard input, one JSON answer a line on standard output.
//   {"id":1,"method":"launch","params":{"browser":"chromium"}} → {"id":1,"result":"b1"}
//   {"id":2,"method":"open","params":{"browser":"b1","client":"npm"}} → {"id":2,"result":"p1"}; the client is npm or csharp
//   {"id":3,"method":"call","params":{"page":"p1","name":"report","args":[]}} → {"id":3,"result":{…}}
// It ends when its input ends, and closes every browser that it started.
import { createInterface } from 'node:readline';
import { launch } from './src/browsers.mjs';
import { servePages } from './src/page-server.mjs';

const browsers = new Map();
const pages = new Map();
// The folder of the page in C#, as its build left it.
const urls = await servePages(process.argv[2]);

const methods = {
  async launch({ browser, executablePath, secureOrigin }) {
    const id = `b${browsers.size + 1}`;
    browsers.set(id, await launch(browser, executablePath, secureOrigin));
    return id;
  },

  async open({ browser, client }) {
    const id = `p${pages.size + 1}`;
    const opened = await browsers.get(browser).newPage();
    opened.on('pageerror', (error) => console.error(`${id}: ${error}`));
    opened.on('console', (message) => console.error(`${id}: ${message.text()}`));
    await opened.goto(urls[client ?? 'npm']);
    await opened.waitForFunction('window.tureen !== undefined', { timeout: 60_000 });
    pages.set(id, opened);
    return id;
  },

  // Any other page, for instance the one of the room server; without a URL the page of a client, npm (mediasoup-client) or client (tureen-client), which has joined nothing.
  async visit({ browser, url, client }) {
    const id = `p${pages.size + 1}`;
    const opened = await browsers.get(browser).newPage();
    pages.set(id, opened);
    opened.on('pageerror', (error) => console.error(`${id}: ${error}`));
    opened.on('console', (message) => console.error(`${id}: ${message.text()}`));
    await opened.goto(url ?? urls[client ?? 'npm']);
    return id;
  },

  evaluate({ page: id, code }) {
    return pages.get(id).evaluate(code);
  },

  call({ page: id, name, args }) {
    return pages.get(id).evaluate((method, values) => window.tureen[method](...values), name, args ?? []);
  },

  async closePage({ page: id }) {
    await pages.get(id).close();
  },

  async screenshot({ page: id, path, dark }) {
    const shown = pages.get(id);
    await shown.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }]);
    await shown.screenshot({ path, fullPage: true });
  },

  async version({ browser }) {
    return browsers.get(browser).version();
  },
};

async function answer(line) {
  const { id, method, params } = JSON.parse(line);
  try {
    const result = await methods[method](params ?? {});
    return { id, result: result ?? null };
  } catch (error) {
    return { id, error: String(error?.stack ?? error) };
  }
}

const input = createInterface({ input: process.stdin });
input.on('line', async (line) => process.stdout.write(`${JSON.stringify(await answer(line))}\n`));
input.on('close', async () => {
  await Promise.allSettled([...browsers.values()].map((browser) => browser.close()));
  process.exit(0);
});
process.stdout.write(`${JSON.stringify({ ready: true, urls })}\n`);
