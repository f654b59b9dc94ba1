// What the page's C# needs of the document. Text of other people goes through `text` alone, which never reads it as markup.

export const byId = (id) => document.getElementById(id);
export const find = (element, selector) => element.querySelector(selector);
export const create = (name) => document.createElement(name);
export const clone = (templateId) => byId(templateId).content.firstElementChild.cloneNode(true);
export const append = (parent, child) => parent.append(child);
export const remove = (element) => element.remove();
export const clear = (element) => element.replaceChildren();
export const text = (element, value) => { element.textContent = value; };
export const attribute = (element, name, value) => { value === null ? element.removeAttribute(name) : element.setAttribute(name, value); };
export const style = (element, name, value) => element.style.setProperty(name, value);
export const hidden = (element, isHidden) => { element.hidden = isHidden; };
export const disabled = (element, isDisabled) => { element.disabled = isDisabled; };
export const value = (element) => element.value;
export const setValue = (element, to) => { element.value = to; };
export const focus = (element) => element.focus();
export const scrollToEnd = (element) => { element.scrollTop = element.scrollHeight; };

/** Calls back at an event; a form's own answer to being submitted is left out. */
export function on(element, type, callback) {
  element.addEventListener(type, (event) => {
    if (type === 'submit') {
      event.preventDefault();
    }

    callback();
  });
}

/** Calls back with the room that is inside of an element, now and when it changes. */
export function onSize(element, callback) {
  new ResizeObserver(([entry]) => callback(entry.contentRect.width, entry.contentRect.height)).observe(element);
}

const isTyping = ({ target }) => target.closest?.('input, select, textarea');

/** Keys that are pressed outside of fields, alone, and Escape anywhere. What a key did here, it does not do once more as a letter in a field. */
export function onKey(callback) {
  document.addEventListener('keydown', (event) => {
    const counts = event.key === 'Escape' || !isTyping(event);
    if (counts && !event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat && callback(event.key)) {
      event.preventDefault();
    }
  });
}

/** A key that is held down outside of fields and buttons: true when it goes down, false when it goes up or the page loses the keyboard. */
export function onHold(key, callback) {
  let isDown = false;
  const change = (event, down) => {
    if (down !== isDown && callback(down)) {
      isDown = down;
      event?.preventDefault?.();
    } else if (isDown && event?.key === key) {
      event.preventDefault();
    }
  };
  document.addEventListener('keydown', (event) => {
    if (event.key === key && !isTyping(event) && !event.target.closest?.('button, a, summary')) {
      change(event, true);
    }
  });
  document.addEventListener('keyup', (event) => isDown && event.key === key && change(event, false));
  window.addEventListener('blur', () => isDown && change(null, false));
}

/** Lets a tile be dragged with a pointer. Calls back with the corner of its parent that it was dropped nearest to: is it right, is it at the bottom. */
export function onDrop(element, callback) {
  let start = null;
  element.addEventListener('pointerdown', (event) => {
    if (element.dataset.role === 'floating' && !event.target.closest('button')) {
      start = { x: event.clientX, y: event.clientY };
      element.setPointerCapture(event.pointerId);
    }
  });
  element.addEventListener('pointermove', (event) => {
    if (start) {
      element.style.translate = `${event.clientX - start.x}px ${event.clientY - start.y}px`;
    }
  });
  const drop = () => {
    if (start) {
      const tile = element.getBoundingClientRect();
      const box = element.parentElement.getBoundingClientRect();
      start = null;
      element.style.translate = '';
      callback(tile.left + tile.width / 2 > box.left + box.width / 2, tile.top + tile.height / 2 > box.top + box.height / 2);
    }
  };
  element.addEventListener('pointerup', drop);
  element.addEventListener('pointercancel', drop);
}

/** Puts a tile at its place. X counts from the side where lines begin. */
export function place(element, x, y, width, height) {
  const { style: to } = element;
  to.insetInlineStart = `${x}px`;
  to.top = `${y}px`;
  to.width = `${width}px`;
  to.height = `${height}px`;
}

/** Texts of the markup, that of templates included: data-text, data-label, data-title and data-placeholder name them. */
export function translate(language, direction, json) {
  const texts = JSON.parse(json);
  const all = (root) => {
    for (const element of root.querySelectorAll('[data-text], [data-label], [data-title], [data-placeholder]')) {
      const { text: content, label, title, placeholder } = element.dataset;
      if (content) { element.textContent = texts[content] ?? content; }
      if (label) { element.setAttribute('aria-label', texts[label] ?? label); }
      if (title) { element.title = texts[title] ?? title; }
      if (placeholder) { element.placeholder = texts[placeholder] ?? placeholder; }
    }

    root.querySelectorAll('template').forEach((template) => all(template.content));
  };
  document.documentElement.lang = language;
  document.documentElement.dir = direction;
  all(document);
}

export const languages = () => navigator.languages.join(',');
export const fetchText = async (path) => (await fetch(new URL(path, document.baseURI))).text();
export const formatNumber = (language, number, digits) =>
  new Intl.NumberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: false }).format(number);
export const formatNow = (language) => new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' }).format(new Date());
export const pluralOf = (language, number) => new Intl.PluralRules(language).select(number);
export const isShown = (element) => element.checkVisibility?.() ?? element.offsetParent !== null;
export const pixelRatio = () => window.devicePixelRatio || 1;
export const isChecked = (element) => element.checked;
export const setChecked = (element, to) => { element.checked = to; };

export const isFullscreen = () => document.fullscreenElement !== null;
export const canFullscreen = () => document.fullscreenEnabled === true;
export const switchFullscreen = () => (isFullscreen() ? document.exitFullscreen() : document.documentElement.requestFullscreen());
export const canFloat = () => document.pictureInPictureEnabled === true;

/** Shows a video in a small window above other programs, or takes the one that is there away. */
export const switchFloat = (video) => (document.pictureInPictureElement ? document.exitPictureInPicture() : video.requestPictureInPicture());

export const canChooseSink = () => 'setSinkId' in HTMLMediaElement.prototype;

/** Lets all sound of the page leave by one loudspeaker. */
export const setSink = async (deviceId) => {
  await Promise.all([...document.querySelectorAll('audio')].map((audio) => audio.setSinkId(deviceId)));
};

/** Whether the browser itself can blur what is behind a person. */
export const canBlur = (track) => track.getCapabilities?.().backgroundBlur?.includes(true) ?? false;

export const onLeave = (callback) => window.addEventListener('pagehide', () => callback());
export const address = () => location.href;
export const setAddress = (url) => history.replaceState(null, '', url);
export const setTitle = (title) => { document.title = title; };
export const view = (name) => { document.body.dataset.view = name; };
export const agent = () => navigator.userAgent;
export const copy = (value) => navigator.clipboard.writeText(value);

export function stored(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function store(key, to) {
  try {
    localStorage.setItem(key, to);
  } catch {
    // A browser that keeps nothing is fine.
  }
}

/** Text messages over a WebSocket. `onClose` comes once, also when it never opened. */
export function openSocket(url, protocol, onOpen, onText, onClose) {
  const socket = new WebSocket(url, protocol);
  socket.addEventListener('open', () => onOpen());
  socket.addEventListener('message', ({ data }) => typeof data === 'string' && onText(data));
  socket.addEventListener('close', ({ code }) => onClose(code));
  return socket;
}

export const sendSocket = (socket, message) => socket.readyState === WebSocket.OPEN && socket.send(message);
export const closeSocket = (socket) => socket.close();

/** Listens to how loud a track is. */
export function openMeter(track) {
  // A copy hears what the track itself does not send while it is muted.
  const copy = track.clone();
  copy.enabled = true;
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  context.createMediaStreamSource(new MediaStream([copy])).connect(analyser);
  return { context, analyser, copy, samples: new Float32Array(analyser.fftSize) };
}

/** 0 to 1: the loudest of the newest samples, on a scale that shows speech well. */
export function meterLevel({ context, analyser, samples }) {
  if (context.state === 'suspended') {
    context.resume();
  }

  analyser.getFloatTimeDomainData(samples);
  return Math.min(1, Math.sqrt(samples.reduce((loudest, sample) => Math.max(loudest, Math.abs(sample)), 0)));
}

export const closeMeter = ({ context, copy }) => {
  copy.stop();
  context.close();
};
