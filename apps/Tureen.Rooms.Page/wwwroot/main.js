import { start } from './app/boot.js';

await start();
