// What C# needs of the browser's WebRTC and media devices. There is no logic here: each function is one call, or a few that belong together.

/** Watches an object's events; `handler` gets the name of each. */
function watch(target, names, handler) {
  for (const name of names) {
    target.addEventListener(name, () => handler(name));
  }
}

export function platform() {
  const { userAgent, platform: name, maxTouchPoints, userAgentData } = navigator;
  return JSON.stringify({
    userAgent,
    platform: name,
    maxTouchPoints,
    userAgentData: userAgentData && { brands: userAgentData.brands, mobile: userAgentData.mobile, platform: userAgentData.platform },
  });
}

// Peer connections.

const streams = new WeakMap();

export function createPeerConnection(configuration, handler) {
  const peer = new RTCPeerConnection(JSON.parse(configuration));
  streams.set(peer, new MediaStream());
  watch(peer, ['icegatheringstatechange', 'connectionstatechange', 'iceconnectionstatechange'], (name) => handler(name, ''));
  peer.addEventListener('icecandidateerror', ({ url, address, port, errorCode, errorText }) => {
    handler('icecandidateerror', JSON.stringify({ url, address, port, errorCode, errorText }));
  });
  return peer;
}

export function closePeerConnection(peer) {
  peer.close();
}

/** The stream that tracks belong to when the application names no other. */
export function streamId(peer) {
  return streams.get(peer).id;
}

export async function createOffer(peer, iceRestart) {
  return (await peer.createOffer({ iceRestart })).sdp;
}

export async function createAnswer(peer) {
  return (await peer.createAnswer()).sdp;
}

export async function setLocalDescription(peer, type, sdp) {
  await peer.setLocalDescription({ type, sdp });
  return peer.localDescription.sdp;
}

export function setRemoteDescription(peer, type, sdp) {
  return peer.setRemoteDescription({ type, sdp });
}

/** Takes back an offer that has not been answered; a closed connection has none. */
export async function rollBack(peer) {
  try {
    if (peer.signalingState === 'have-local-offer') {
      await peer.setLocalDescription({ type: 'rollback' });
    } else if (peer.signalingState === 'have-remote-offer') {
      await peer.setRemoteDescription({ type: 'rollback' });
    }
  } catch {
    // It was closed meanwhile.
  }
}

export function setIceServers(peer, iceServers) {
  peer.setConfiguration({ ...peer.getConfiguration(), iceServers: JSON.parse(iceServers) });
}

/** The limits of data channels: null until they are negotiated. */
export function sctpLimits(peer) {
  return peer.sctp ? JSON.stringify({ maxMessageSize: peer.sctp.maxMessageSize, maxChannels: peer.sctp.maxChannels }) : null;
}

/** An offer that shows all that the browser can do. `video` is plain, svc (shows the dependency descriptor) or rid (shows the stream identifiers). */
export async function createProbeOffer(direction, video, forcedExtensions) {
  const peer = new RTCPeerConnection({ iceServers: [], iceTransportPolicy: 'all', bundlePolicy: 'max-bundle', rtcpMuxPolicy: 'require' });
  let track;
  try {
    forceExtensions(peer.addTransceiver('audio', { direction }), forcedExtensions);
    if (video === 'rid') {
      const canvas = document.createElement('canvas');
      canvas.getContext('2d');
      [track] = canvas.captureStream().getVideoTracks();
    }

    const sendEncodings = {
      plain: undefined,
      svc: [{ scalabilityMode: 'L3T3' }],
      rid: [{ rid: 'r0', maxBitrate: 100_000 }, { rid: 'r1', maxBitrate: 500_000 }],
    }[video];
    forceExtensions(peer.addTransceiver(track ?? 'video', sendEncodings ? { direction, sendEncodings } : { direction }), forcedExtensions);
    return (await peer.createOffer()).sdp;
  } finally {
    track?.stop();
    peer.close();
  }
}

// Transceivers.

/** Turns header extensions on and off, where the browser lets it be done. */
function forceExtensions(transceiver, json) {
  if (!json || !transceiver.getHeaderExtensionsToNegotiate || !transceiver.setHeaderExtensionsToNegotiate) {
    return;
  }

  const forced = JSON.parse(json);
  transceiver.setHeaderExtensionsToNegotiate(transceiver.getHeaderExtensionsToNegotiate().map((extension) => {
    const isWanted = forced[extension.uri];
    return isWanted === undefined ? extension : { ...extension, direction: isWanted ? 'sendrecv' : 'stopped' };
  }));
}

export function addTransceiver(peer, track, encodings, forcedExtensions) {
  const transceiver = peer.addTransceiver(track, {
    direction: 'sendonly',
    streams: [streams.get(peer)],
    sendEncodings: encodings ? JSON.parse(encodings) : undefined,
  });
  forceExtensions(transceiver, forcedExtensions);
  return transceiver;
}

export function findTransceiver(peer, mid) {
  return peer.getTransceivers().find((transceiver) => transceiver.mid === mid) ?? null;
}

export function removeTrack(peer, transceiver) {
  transceiver.sender.replaceTrack(null);
  peer.removeTrack(transceiver.sender);
}

export function stopTransceiver(transceiver) {
  transceiver.stop?.();
}

export function replaceTrack(transceiver, track) {
  return transceiver.sender.replaceTrack(track);
}

export function encodings(transceiver) {
  return JSON.stringify(transceiver.sender.getParameters().encodings);
}

/** Changes each encoding by the object at its place in `changes`. */
export async function changeEncodings(transceiver, changes) {
  const parameters = transceiver.sender.getParameters();
  const list = JSON.parse(changes);
  parameters.encodings.forEach((encoding, index) => Object.assign(encoding, list[index]));
  await transceiver.sender.setParameters(parameters);
}

/** All entries of the statistics of a connection, a sender or a receiver. */
export async function stats(target) {
  return JSON.stringify([...(await target.getStats()).values()]);
}

// Data channels.

export function createDataChannel(peer, label, options, handler, messageHandler) {
  const channel = peer.createDataChannel(label, JSON.parse(options));
  channel.binaryType = 'arraybuffer';
  watch(channel, ['open', 'close', 'bufferedamountlow'], (name) => handler(name, ''));
  channel.addEventListener('error', ({ error }) => handler('error', error ? `${error.message}` : ''));
  channel.addEventListener('message', async ({ data }) => {
    if (typeof data === 'string') {
      messageHandler(data, null);
    } else {
      messageHandler(null, new Uint8Array(data instanceof Blob ? await data.arrayBuffer() : data));
    }
  });
  return channel;
}

export function bytesOf(array) {
  return array;
}

export function sendText(channel, text) {
  channel.send(text);
}

export function sendBytes(channel, bytes) {
  channel.send(bytes);
}

export function sendObject(channel, message) {
  if (!(message instanceof Blob || message instanceof ArrayBuffer || ArrayBuffer.isView(message))) {
    throw new TypeError('The message is no Blob, no ArrayBuffer and no view.');
  }

  channel.send(message);
}

export function closeDataChannel(channel) {
  channel.close();
}

// Tracks and devices.

export function isTrack(object) {
  return object instanceof MediaStreamTrack;
}

export function watchTrack(track, handler) {
  watch(track, ['ended', 'mute', 'unmute'], handler);
}

export function stopTrack(track) {
  track.stop();
}

export function cloneTrack(track) {
  return track.clone();
}

export function trackSettings(track) {
  return JSON.stringify(track.getSettings());
}

export function applyConstraints(track, constraints) {
  return named(track.applyConstraints(JSON.parse(constraints)));
}

/** C# learns of an error by its text alone, so the name goes first. */
async function named(promise) {
  try {
    return await promise;
  } catch (error) {
    throw new Error(`${error.name}\n${error.message}`);
  }
}

function mediaDevices() {
  if (!navigator.mediaDevices) {
    throw new Error('NotSupportedError\nA browser gives camera and microphone to secure pages only: over HTTPS, or from localhost.');
  }

  return navigator.mediaDevices;
}

export async function getUserMedia(constraints) {
  return named(mediaDevices().getUserMedia(JSON.parse(constraints)));
}

export async function getDisplayMedia(constraints) {
  return named(mediaDevices().getDisplayMedia(JSON.parse(constraints)));
}

export function tracksOf(stream) {
  return stream.getTracks();
}

export async function enumerateDevices() {
  const devices = await named(mediaDevices().enumerateDevices());
  return JSON.stringify(devices.map(({ kind, deviceId, groupId, label }) => ({ kind, deviceId, groupId, label })));
}

export function watchDevices(handler) {
  navigator.mediaDevices?.addEventListener('devicechange', () => handler());
}

/** Shows tracks in an audio or video element; null takes them away. */
export function attach(element, tracks) {
  element.srcObject = tracks ? new MediaStream(tracks) : null;
}

export function elementById(id) {
  return document.getElementById(id);
}
