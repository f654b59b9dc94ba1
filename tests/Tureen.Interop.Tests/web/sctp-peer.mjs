// An SCTP endpoint over UDP that knows nothing of ours: node sctp-peer.mjs PORT.
// It connects to 127.0.0.1:PORT, writes a line when it is up, sends numbered messages on stream 3, and reports each message that it gets.
import { createSocket } from 'node:dgram';
import { createRequire } from 'node:module';
import { binaryMessage } from './src/data-channels.js';

// The package's entry is CommonJS.
const { SCTP, createUdpTransport } = createRequire(import.meta.url)('werift-sctp');

const STREAM = 3;
const BINARY = 53;
const COUNT = 300;

const socket = createSocket('udp4');
await new Promise((resolve) => { socket.bind(0, '127.0.0.1', resolve); });
const association = SCTP.client(createUdpTransport(socket, { port: Number(process.argv[2]), address: '127.0.0.1' }));
const report = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);

association.onReceive.subscribe((stream, ppid, data) => {
  const counter = data.length >= 4 ? data.readUInt32BE(0) : -1;
  const isWhole = Buffer.from(binaryMessage(counter, data.length)).equals(data);
  report({ event: 'message', stream, ppid, length: data.length, counter, isWhole });
});
const connected = association.stateChanged.connected.asPromise();
await association.start(5000);
await connected;
report({ event: 'connected' });
for (let counter = 0; counter < COUNT; counter++) {
  const length = counter % 50 === 49 ? 50_000 : 4 + counter;
  await association.send(STREAM, BINARY, Buffer.from(binaryMessage(counter, length)), { ordered: true });
}

report({ event: 'sent' });
process.stdin.on('end', () => process.exit(0)).resume();
