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

/** Keys that are pressed outside of fields, alone, and Escape anywhere. What a key did here, it does not do once more as a letter in a field. */
export function onKey(callback) {
  document.addEventListener('keydown', (event) => {
    const isTyping = event.key !== 'Escape' && event.target.closest('input, select, textarea');
    if (!isTyping && !event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat && callback(event.key)) {
      event.preventDefault();
    }
  });
}

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
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
  return { context, analyser, samples: new Float32Array(analyser.fftSize) };
}

/** 0 to 1: the loudest of the newest samples, on a scale that shows speech well. */
export function meterLevel({ context, analyser, samples }) {
  if (context.state === 'suspended') {
    context.resume();
  }

  analyser.getFloatTimeDomainData(samples);
  return Math.min(1, Math.sqrt(samples.reduce((loudest, sample) => Math.max(loudest, Math.abs(sample)), 0)));
}

export const closeMeter = ({ context }) => context.close();
