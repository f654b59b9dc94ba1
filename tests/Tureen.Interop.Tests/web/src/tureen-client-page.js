import * as client from '../../../../npm/tureen-client/src/index.ts';

/** A page of an application that uses the package: it plays what arrives, and notes what is raised. */
window.client = client;
window.noted = { states: [], texts: [], problems: [], removed: undefined, muted: [], left: [], messages: [] };

window.enter = async (url, options) => {
  const room = await client.joinRoom(url, options);
  window.room = room;
  room.on('state', (state) => window.noted.states.push(state));
  room.on('text', ({ from, text }) => window.noted.texts.push(`${from?.name}: ${text}`));
  room.on('problem', (error) => window.noted.problems.push(String(error)));
  room.on('removed', (removal) => { window.noted.removed = removal; });
  room.on('hostMuted', (source, isMuted) => window.noted.muted.push(`${source} ${isMuted}`));
  room.on('peerLeft', ({ name }) => window.noted.left.push(name));
  room.on('message', ({ topic, data }) => window.noted.messages.push(`${topic} ${JSON.stringify(data)}`));
  room.on('track', (track) => {
    const element = document.createElement(track.kind);
    element.autoplay = true;
    element.muted = track.kind === 'video';
    element.srcObject = track.stream;
    element.dataset.track = track.id;
    document.body.append(element);
    element.play().catch(() => {});
  });
  room.on('trackEnded', (track) => document.querySelector(`[data-track="${track.id}"]`)?.remove());
};

/** The received track of a kind. */
window.received = (kind) => [...window.room.tracks.values()].find((track) => track.kind === kind);

/** What the browser counts of it; nothing while there is none. */
window.counted = async (kind) => {
  let found = {};
  (await window.received(kind)?.getStats())?.forEach((entry) => {
    if (entry.type === 'inbound-rtp') {
      found = entry;
    }
  });
  return found;
};
