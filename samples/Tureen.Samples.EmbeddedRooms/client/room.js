// The page of a room: protoo's messages over a WebSocket, and mediasoup-client for the media.
import { Device } from 'mediasoup-client';

const query = new URLSearchParams(location.search);
const state = document.getElementById('state');
const shown = new Map();

/** protoo: requests in both directions, each with one answer, and notifications. */
async function connect(onRequest, onNotification) {
  const url = new URL('rooms', location.href);
  url.protocol = url.protocol.replace('http', 'ws');
  url.searchParams.set('roomId', query.get('room') ?? 'lobby');
  url.searchParams.set('peerId', query.get('peer') ?? crypto.randomUUID());
  if (query.has('token')) {
    url.searchParams.set('token', query.get('token'));
  }

  const socket = new WebSocket(url, 'protoo');
  const pending = new Map();
  let lastId = 0;
  socket.addEventListener('message', async ({ data: text }) => {
    const message = JSON.parse(text);
    if (message.request) {
      await onRequest(message.method, message.data);
      socket.send(JSON.stringify({ response: true, id: message.id, ok: true, data: {} }));
    } else if (message.response) {
      const { resolve, reject } = pending.get(message.id);
      pending.delete(message.id);
      message.ok ? resolve(message.data) : reject(new Error(message.errorReason));
    } else {
      onNotification(message.method, message.data);
    }
  });
  socket.addEventListener('close', () => { state.textContent = 'The connection is lost'; });
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', () => reject(new Error('the server refuses or cannot be reached')));
  });
  return (method, data = {}) => new Promise((resolve, reject) => {
    lastId += 1;
    pending.set(lastId, { resolve, reject });
    socket.send(JSON.stringify({ request: true, id: lastId, method, data }));
  });
}

function show(parent, kind, track) {
  const element = document.createElement(kind);
  element.autoplay = true;
  element.playsInline = true;
  element.srcObject = new MediaStream([track]);
  document.getElementById(parent).append(element);
  return element;
}

async function createTransport(device, request, isSending) {
  const options = await request('createWebRtcTransport', { producing: isSending, consuming: !isSending });
  const transport = isSending ? device.createSendTransport(options) : device.createRecvTransport(options);
  transport.on('connect', ({ dtlsParameters }, done, failed) => {
    request('connectWebRtcTransport', { transportId: transport.id, dtlsParameters }).then(done, failed);
  });
  transport.on('produce', ({ kind, rtpParameters, appData }, done, failed) => {
    request('produce', { transportId: transport.id, kind, rtpParameters, appData }).then(done, failed);
  });
  return transport;
}

async function join() {
  // 1. The server asks this page to take what others send.
  let receiveTransport;
  const request = await connect(
    async (method, data) => {
      if (method === 'newConsumer') {
        const { id, producerId, kind, rtpParameters } = data;
        const consumer = await receiveTransport.consume({ id, producerId, kind, rtpParameters });
        shown.set(id, { consumer, element: show('others', kind, consumer.track) });
      }
    },
    (method, data) => {
      if (method === 'consumerClosed') {
        shown.get(data.consumerId)?.consumer.close();
        shown.get(data.consumerId)?.element.remove();
      }
    });

  // 2. What the room and this browser have in common, and a transport each way.
  const device = await Device.factory();
  const { routerRtpCapabilities } = await request('getRouterRtpCapabilities');
  await device.load({ routerRtpCapabilities });
  const sendTransport = await createTransport(device, request, true);
  receiveTransport = await createTransport(device, request, false);

  // 3. In, with what this person shows and says.
  await request('join', { displayName: query.get('peer') ?? 'Somebody', device: { name: 'browser' }, rtpCapabilities: device.recvRtpCapabilities });
  const media = await navigator.mediaDevices.getUserMedia({ audio: true, video: { width: 640, height: 360 } });
  for (const track of media.getTracks()) {
    await sendTransport.produce({ track });
    if (track.kind === 'video') {
      show('own', 'video', track);
    }
  }

  state.textContent = 'You are in';
  document.getElementById('hand').addEventListener('click', async () => {
    const { isSeen } = await request('raiseHand');
    state.textContent = isSeen ? 'The teacher sees your hand' : 'Nobody sees your hand';
  });
}

join().catch((error) => { state.textContent = error.message; });
