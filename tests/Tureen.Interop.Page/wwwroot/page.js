import { start } from './app/boot.js';

const { exports } = await start();

/** What the driver may call, by name, as on the page of the npm client; all of it is C#. */
window.tureen = new Proxy({}, {
  get: (_, name) => async (...args) => JSON.parse(await exports.Tureen.Interop.Page.PageApi.Call(name, JSON.stringify(args))),
});
