// The page of the call: what mediasoup-client asks for goes to the server as a message, and what others send is consumed.
import { Device } from 'mediasoup-client';

const state = document.getElementById('state');
const elements = new Map();
const consumed = new Set();
const closed = new Set();

/** Requests and notifications over a WebSocket: { id, method, data } is answered by { id, data } or { id, error }. */
async function connect(onNotification) {
  const url = new URL('signaling', location.href);
  url.protocol = url.protocol.replace('http', 'ws');
  const socket = new WebSocket(url);
  const pending = new Map();
  let lastId = 0;
  socket.addEventListener('message', ({ data: text }) => {
    const { id, method, data, error } = JSON.parse(text);
    if (method) {
      onNotification(method, data);
    } else if (error) {
      pending.get(id).reject(new Error(error));
    } else {
      pending.get(id).resolve(data);
    }
  });
  socket.addEventListener('close', () => {
    state.textContent = 'The connection is lost';
    pending.forEach(({ reject }) => reject(new Error('the connection is lost')));
  });
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', () => reject(new Error('the server cannot be reached')));
  });
  return (method, data = {}) => new Promise((resolve, reject) => {
    lastId += 1;
    pending.set(lastId, { resolve, reject });
    socket.send(JSON.stringify({ id: lastId, method, data }));
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
  const options = await request('createTransport');
  const transport = isSending ? device.createSendTransport(options) : device.createRecvTransport(options);
  transport.on('connect', ({ dtlsParameters }, done, failed) => {
    request('connect', { transportId: transport.id, dtlsParameters }).then(done, failed);
  });
  transport.on('produce', ({ kind, rtpParameters }, done, failed) => {
    request('produce', { transportId: transport.id, kind, rtpParameters }).then(done, failed);
  });
  return transport;
}

/** Shows what somebody sends. It may end at any moment, also while it is being set up here. */
async function consume(device, request, transport, producerId) {
  if (consumed.has(producerId)) {
    return;
  }

  consumed.add(producerId);
  try {
    const options = await request('consume', { transportId: transport.id, producerId, rtpCapabilities: device.recvRtpCapabilities });
    const consumer = await transport.consume(options);
    if (closed.has(consumer.id)) {
      consumer.close();
      return;
    }

    const element = show('others', consumer.kind, consumer.track);
    elements.set(consumer.id, { consumer, element });
    await request('resume', { consumerId: consumer.id });
  } catch (error) {
    console.warn(`A producer is not consumed: ${error.message}`);
  }
}

function remove(consumerId) {
  closed.add(consumerId);
  const shown = elements.get(consumerId);
  shown?.consumer.close();
  shown?.element.remove();
}

async function call() {
  // 1. The server, and what it reports by itself. Producers that come before the transport is ready wait for it.
  let ready;
  const receiving = new Promise((resolve) => { ready = resolve; });
  const request = await connect(async (method, data) => {
    if (method === 'newProducer') {
      const { device, transport } = await receiving;
      await consume(device, request, transport, data.producerId);
    } else if (method === 'consumerClosed') {
      remove(data.consumerId);
    }
  });

  // 2. What the router and this browser have in common, and a transport each way.
  const device = await Device.factory();
  await device.load({ routerRtpCapabilities: await request('capabilities') });
  const sendTransport = await createTransport(device, request, true);
  const recvTransport = await createTransport(device, request, false);

  // 3. In. What the others send already, and what they will send.
  const { producerIds } = await request('join');
  ready({ device, transport: recvTransport });
  await Promise.all(producerIds.map((producerId) => consume(device, request, recvTransport, producerId)));

  // 4. What this person shows and says.
  const media = await navigator.mediaDevices.getUserMedia({ audio: true, video: { width: 640, height: 360 } });
  for (const track of media.getTracks()) {
    await sendTransport.produce({ track });
    if (track.kind === 'video') {
      show('own', 'video', track);
    }
  }

  state.textContent = 'In the call';
}

document.getElementById('call').addEventListener('click', async ({ target }) => {
  target.disabled = true;
  state.textContent = 'Connecting …';
  try {
    await call();
  } catch (error) {
    state.textContent = `The call failed: ${error.message}`;
    target.disabled = false;
  }
});
