// The dashboard of operators. Every text of rooms and people becomes text (textContent), never markup.
'use strict';

const tokenKey = 'tureen.admin.token';
const maxDecisions = 500;
const retryPauses = [1000, 2000, 5000, 10000];
const kinds = {
  joinRefused: 'join refused', rateLimited: 'too many requests', removed: 'removed', banned: 'banned', unbanned: 'ban ended', admitted: 'admitted',
  notAdmitted: 'not admitted', muted: 'muted', unmuted: 'mute ended', roomChanged: 'room changed', roomClosed: 'room closed',
  layersChosen: 'layers reduced',
};

const byId = (id) => document.getElementById(id);
const rooms = new Map();
const decisions = new Map();
let picture = null;
let stream = null;
let failures = 0;

// 1. Small pieces of the page.
function element(name, text, className) {
  const made = document.createElement(name);
  if (text !== undefined && text !== null) made.textContent = text;
  if (className) made.className = className;
  return made;
}

function row(cells, isHeaded) {
  const made = document.createElement('tr');
  cells.forEach((cell, index) => {
    const [text, className] = Array.isArray(cell) ? cell : [cell];
    const part = element(isHeaded && index === 0 ? 'th' : 'td', text, className);
    if (isHeaded && index === 0) part.scope = 'row';
    made.append(part);
  });
  return made;
}

function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

// 2. Numbers in words.
const count = (number, noun) => `${number} ${noun}${number === 1 ? '' : 's'}`;
const percent = (share) => share === null || share === undefined ? '–' : `${Math.round(share * 100)} %`;

function bits(number) {
  if (number === null || number === undefined) return '–';
  if (number >= 1e6) return `${(number / 1e6).toFixed(1)} Mbit/s`;
  return `${Math.round(number / 1e3)} kbit/s`;
}

function duration(seconds) {
  const [days, hours, minutes] = [Math.floor(seconds / 86400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60];
  if (days > 0) return `${days} d ${hours} h`;
  return hours > 0 ? `${hours} h ${minutes} min` : minutes > 0 ? `${minutes} min` : `${Math.floor(seconds)} s`;
}

// mediasoup scores media from 0 to 10.
function quality(score) {
  if (score === null || score === undefined) return ['–', 'quiet'];
  if (score >= 8) return [`good (${score})`, 'good'];
  return score >= 5 ? [`fair (${score})`, 'fair'] : [`poor (${score})`, 'poor'];
}

function downlink(person) {
  if (person.availableBitrate === null || person.availableBitrate === undefined) return ['–', 'quiet'];
  const wanted = person.desiredBitrate ?? 0;
  return person.availableBitrate < wanted
    ? [`slow: ${bits(person.availableBitrate)} of ${bits(wanted)}`, 'poor']
    : [`enough (${bits(person.availableBitrate)})`, 'good'];
}

// 3. The parts of the board.
function showServer() {
  setText(byId('version'), picture.version);
  const people = picture.rooms.reduce((sum, room) => sum + room.info.participantCount, 0);
  const numbers = [
    ['Rooms', picture.roomCount], ['Participants', picture.rooms.length < picture.roomCount ? `${people} or more` : people],
    ['WebSockets', picture.socketCount], ['Rooms of mediasoup v2', picture.v2RoomCount],
    ['Managed memory', `${Math.round(picture.managedBytes / 1048576)} MiB`],
    ['Runs for', duration((Date.parse(picture.at) - Date.parse(picture.startedAt)) / 1000)],
  ];
  byId('numbers').replaceChildren(...numbers.map(([name, value]) => {
    const group = element('div');
    group.append(element('dt', name), element('dd', value));
    return group;
  }));
  byId('workers').replaceChildren(...picture.workers.map((worker) => row([
    worker.id, [percent(worker.cpu), worker.cpu > 0.8 ? 'poor' : ''], [`${(worker.loopLag * 1000).toFixed(1)} ms`, worker.loopLag > 0.02 ? 'poor' : ''],
    picture.rooms.filter((room) => room.workerId === worker.id).length, worker.transports, worker.producers, worker.consumers,
    bits(worker.bitsReceived), bits(worker.bitsSent), [worker.limitedTransports, worker.limitedTransports > 0 ? 'fair' : ''], worker.drops,
  ], true)));
}

function personRow({ info, address, sentScore, received, receivedScore, ...rest }) {
  const tracks = info.tracks.map((track) => track.kind + (track.isMuted ? ' (muted)' : track.isPaused ? ' (paused)' : '')).join(', ');
  const who = [info.identity, info.role, info.isBroadcaster ? 'broadcaster' : null].filter(Boolean).join(' · ');
  return row([
    [info.displayName || '(no name yet)', 'wide'], info.id, [who || '–', 'wide'], address, info.state, tracks || 'nothing', quality(sentScore), count(received, 'stream'),
    quality(receivedScore), downlink(rest),
  ], true);
}

const columns = ['Name', 'Id', 'Identity, role', 'Address', 'State', 'Sends', 'Sent quality', 'Receives', 'Received quality', 'Connection'];

function makeRoom(id) {
  const details = document.createElement('details');
  details.open = rooms.size < 20;
  const summary = document.createElement('summary');
  const words = element('span');
  summary.append(element('b', id), ' ', words);
  const table = document.createElement('table');
  const head = document.createElement('tr');
  head.append(...columns.map((name) => {
    const cell = element('th', name);
    cell.scope = 'col';
    return cell;
  }));
  const top = document.createElement('thead');
  top.append(head);
  const body = document.createElement('tbody');
  table.append(element('caption', `Participants of ${id}`), top, body);
  const scroll = element('div', null, 'scroll');
  scroll.append(table);
  details.append(summary, scroll);
  return { details, words, body };
}

function showRooms() {
  const filter = byId('filter').value.trim().toLowerCase();
  const matches = (text) => (text ?? '').toLowerCase().includes(filter);
  const shown = new Set();
  for (const room of picture.rooms) {
    const isNamed = matches(room.info.id);
    const people = isNamed ? room.participants : room.participants.filter(({ info }) => matches(info.displayName) || matches(info.identity) || matches(info.id));
    if (!isNamed && people.length === 0) continue;
    shown.add(room.info.id);
    let known = rooms.get(room.info.id);
    if (!known) {
      known = makeRoom(room.info.id);
      rooms.set(room.info.id, known);
      byId('rooms').append(known.details);
    }
    const { info } = room;
    const traits = [
      count(info.participantCount, 'participant'), info.waitingCount > 0 ? `${info.waitingCount} in the lobby` : null, info.isLocked ? 'locked' : null,
      info.hasLobby ? 'has a lobby' : null, `worker ${room.workerId}`, `open for ${duration((Date.parse(picture.at) - Date.parse(info.createdAt)) / 1000)}`,
    ];
    setText(known.words, traits.filter(Boolean).join(' · '));
    const hidden = room.memberCount - room.participants.length;
    known.body.replaceChildren(...people.map(personRow), ...(hidden > 0 ? [row([`and ${hidden} more`])] : []));
  }
  for (const [id, { details }] of rooms) {
    if (!shown.has(id)) {
      details.remove();
      rooms.delete(id);
    }
  }
  const unlisted = picture.roomCount - picture.rooms.length;
  setText(byId('rooms-note'), picture.roomCount === 0 ? 'No room is open.'
    : shown.size === 0 ? 'No name contains that.' : unlisted > 0 ? `${unlisted} more rooms are not listed.` : '');
}

function addDecisions(latest) {
  for (const decision of latest) {
    decisions.delete(decision.id);
    decisions.set(decision.id, decision);
  }
  for (const id of decisions.keys()) {
    if (decisions.size <= maxDecisions) break;
    decisions.delete(id);
  }
  showDecisions();
}

function showDecisions() {
  const kind = byId('kind').value;
  const rows = [...decisions.values()].filter((decision) => kind === '' || decision.kind === kind).reverse().map((decision) => row([
    new Date(decision.at).toLocaleTimeString(), kinds[decision.kind] ?? decision.kind, [decision.roomId ?? '–', 'wide'], [decision.who ?? '–', 'wide'],
    [decision.text, 'wide'], decision.count,
  ]));
  byId('decisions').replaceChildren(...(rows.length > 0 ? rows : [row(['None yet.'])]));
}

// 4. The stream. EventSource sends no header with a token, so fetch reads the events.
function take(event, data) {
  if (event === 'picture') {
    const isAnotherServer = picture && picture.startedAt !== data.startedAt;
    picture = data;
    if (isAnotherServer) decisions.clear();
    showServer();
    showRooms();
  } else if (event === 'decisions') {
    addDecisions(data);
  }
}

async function read(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    text += value;
    let end;
    while ((end = text.indexOf('\n\n')) >= 0) {
      const lines = text.slice(0, end).split('\n');
      text = text.slice(end + 2);
      const field = (name) => lines.filter((line) => line.startsWith(`${name}:`)).map((line) => line.slice(name.length + 1).trimStart()).join('\n');
      if (field('data')) take(field('event'), JSON.parse(field('data')));
    }
  }
}

function setState(text, isLive) {
  setText(byId('state'), text);
  byId('state').toggleAttribute('data-live', isLive);
}

function showLogin(reason) {
  byId('board').hidden = true;
  byId('sign-out').hidden = true;
  byId('login').hidden = false;
  byId('login-error').textContent = reason;
  setState('Signed out', false);
  byId('token').focus();
}

function showBoard() {
  byId('login').hidden = true;
  byId('board').hidden = false;
  byId('sign-out').hidden = !sessionStorage.getItem(tokenKey);
  setState('Live', true);
}

async function refusalOf(answer) {
  try {
    return (await answer.json()).detail ?? `The server answers ${answer.status}.`;
  } catch {
    return `The server answers ${answer.status}.`;
  }
}

async function watch() {
  stream?.abort();
  const own = stream = new AbortController();
  const token = sessionStorage.getItem(tokenKey);
  try {
    const answer = await fetch('api/dashboard', {
      headers: token ? { Authorization: `Bearer ${token}` } : {}, signal: own.signal, cache: 'no-store',
    });
    if (answer.status === 401 || answer.status === 403) {
      const reason = await refusalOf(answer);
      sessionStorage.removeItem(tokenKey);
      showLogin(token ? `Not let in: ${reason}` : '');
      return;
    }
    if (!answer.ok) throw new Error(await refusalOf(answer));
    failures = 0;
    showBoard();
    await read(answer.body);
    if (own === stream) watch();
  } catch (error) {
    if (own !== stream) return;
    setState(`No connection: ${error.message}`, false);
    setTimeout(() => own === stream && watch(), retryPauses[Math.min(failures++, retryPauses.length - 1)]);
  }
}

// 5. What the operator does.
byId('login-form').addEventListener('submit', (event) => {
  event.preventDefault();
  sessionStorage.setItem(tokenKey, byId('token').value.trim());
  byId('token').value = '';
  watch();
});
byId('sign-out').addEventListener('click', () => {
  stream?.abort();
  stream = null;
  sessionStorage.removeItem(tokenKey);
  picture = null;
  decisions.clear();
  showDecisions();
  showLogin('');
});
byId('filter').addEventListener('input', () => picture && showRooms());
byId('kind').addEventListener('change', showDecisions);
for (const [value, text] of Object.entries(kinds)) byId('kind').append(new Option(text, value));
showDecisions();
watch();
