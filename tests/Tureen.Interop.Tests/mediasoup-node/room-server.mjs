// A room server on npm mediasoup, as applications write them, for the tests with browsers: node room-server.mjs LISTEN-IP
// The worker is the one that MEDIASOUP_WORKER_BIN names.
import { createServer } from 'node:http';
import * as mediasoup from 'mediasoup';
import protoo from 'protoo-server';
import { RoomPeer } from './room-peer.mjs';

const MEDIA_CODECS = [
  { kind: 'audio', mimeType: 'audio/opus', clockRate: 48000, channels: 2 },
  { kind: 'video', mimeType: 'video/VP8', clockRate: 90000, parameters: { 'x-google-start-bitrate': 1000 } },
  { kind: 'video', mimeType: 'video/VP9', clockRate: 90000, parameters: { 'profile-id': 2 } },
];

const listenIp = process.argv[2] ?? '127.0.0.1';
const worker = await mediasoup.createWorker({ logLevel: 'warn', logTags: ['info', 'ice', 'dtls', 'sctp'] });
worker.on('died', (error) => {
  console.error('the worker died', error);
  process.exit(1);
});

const rooms = new Map();

async function roomOf(id) {
  // What is kept is the promise, so that two first peers get the same room.
  if (!rooms.has(id)) {
    rooms.set(id, worker.createRouter({ mediaCodecs: MEDIA_CODECS }).then((router) => ({ router, peers: new Map(), protoo: new protoo.Room() })));
  }

  return rooms.get(id);
}

const http = createServer((_, response) => response.writeHead(404).end());
const server = new protoo.WebSocketServer(http, { maxReceivedFrameSize: 960_000, maxReceivedMessageSize: 960_000 });
server.on('connectionrequest', async (info, accept) => {
  const query = new URL(info.request.url, 'http://localhost').searchParams;
  const room = await roomOf(query.get('roomId'));
  const id = query.get('peerId');

  // What is sent before there is a listener would be lost.
  const peer = room.protoo.createPeer(id, accept());
  room.peers.set(id, new RoomPeer(room, peer, listenIp));
  peer.on('close', () => {
    room.peers.get(id).close();
    room.peers.delete(id);
  });
});

process.on('SIGTERM', () => {
  worker.close();
  worker.on('subprocessclose', () => process.exit(0));
});

http.listen(0, listenIp, () => console.log(`listening on: http://${listenIp}:${http.address().port}`));
