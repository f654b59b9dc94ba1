// What the page needs of the browser beside the client library.

export function openSocket(url, handler) {
  const socket = new WebSocket(url, 'protoo');
  socket.onopen = () => handler('open', '');
  socket.onmessage = ({ data }) => handler('message', data);
  socket.onclose = ({ code }) => handler('close', `${code}`);
  return socket;
}

export function send(socket, text) {
  socket.send(text);
}

export function closeSocket(socket) {
  socket.close();
}

/** Makes an element in which a track can play. */
export function addElement(kind) {
  const element = document.createElement(kind);
  element.autoplay = true;
  element.playsInline = true;
  element.muted = kind === 'video';
  document.body.append(element);
  return element;
}

export function removeElement(element) {
  element.srcObject = null;
  element.remove();
}

export function now() {
  return performance.now();
}

/** A track that no device gives: of a canvas or of WebAudio. */
export function makeTrack(kind) {
  if (kind === 'audio') {
    return new AudioContext().createMediaStreamDestination().stream.getAudioTracks()[0];
  }

  const canvas = document.createElement('canvas');
  canvas.getContext('2d').fillRect(0, 0, 1, 1);
  return canvas.captureStream(5).getVideoTracks()[0];
}
