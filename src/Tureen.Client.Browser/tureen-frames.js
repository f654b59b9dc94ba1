// End-to-end encryption of frames. The page starts a worker with the key of the call; browsers hand the worker each encoded frame between the
// encoder and the packets, and between the packets and the decoder. This file is both: the functions that C# calls, and, in a worker, the cipher.
//
// A frame that is sent:  clear bytes | AES-GCM(rest) | tag (16) | salt (8) | counter (4) | version (1)
//
// - The clear bytes are what a server reads to forward the frame: RFC 7741's frame header for VP8, the first byte of Opus, nothing for VP9.
// - Each sender has a salt of its own. HKDF-SHA-256 of the key of the call with this salt is the sender's AES key, so that two senders never
//   use one key, and the counter of its frames is the nonce.
// - The clear bytes, salt, counter and version are authenticated with the frame. A frame comes once.

const version = 1;
const tagLength = 16;
const saltLength = 8;
const trailerLength = saltLength + 4 + 1;
const info = new TextEncoder().encode('tureen frame v1');

/** Counters as old as this are refused; so many frames may overtake each other. */
const replayWindow = 1024;

/** Keys of senders that a receiver keeps: a sender begins again when its page comes back. */
const maxSenderKeys = 4;

/** So many frames in a row cannot be read before it is said. */
const maxUnreadable = 5;

// The page.

export const isSupported = () => typeof RTCRtpScriptTransform === 'function' && typeof Worker === 'function' && globalThis.crypto?.subtle !== undefined;

/** Starts the worker; `handler` gets the identifier of a receiver, and whether its frames can be read. */
export function start(key, handler) {
  const worker = new Worker(import.meta.url, { type: 'module', name: 'tureen-frames' });
  worker.addEventListener('message', ({ data }) => handler(data.id, data.isReadable));
  worker.postMessage(key);
  return worker;
}

export function stop(worker) {
  worker.terminate();
}

export function protect(worker, sender) {
  sender.transform = new RTCRtpScriptTransform(worker, { does: 'seal' });
}

export function unprotect(worker, receiver, id) {
  receiver.transform = new RTCRtpScriptTransform(worker, { does: 'open', id });
}

// The worker.

/** The key of a sender. */
export async function senderKey(callKey, salt, usage) {
  return crypto.subtle.deriveKey({ name: 'HKDF', hash: 'SHA-256', salt, info }, await callKey, { name: 'AES-GCM', length: 256 }, false, [usage]);
}

export const importKey = (bytes) => crypto.subtle.importKey('raw', bytes, 'HKDF', false, ['deriveKey']);

/** How many bytes at the beginning stay as they are; null for a codec whose frames a server could not forward. */
export function clearLength(type, data) {
  switch (type) {
    case 'video/vp8':
      return data.length > 0 && (data[0] & 1) === 0 ? 10 : 3;
    case 'video/vp9':
      return 0;
    case 'audio/opus':
      return 1;
    default:
      return null;
  }
}

const parameters = (counter, additionalData) => {
  const iv = new Uint8Array(12);
  new DataView(iv.buffer).setUint32(8, counter);
  return { name: 'AES-GCM', iv, additionalData, tagLength: tagLength * 8 };
};

const joined = (...parts) => {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
};

/** Encrypts the frames of one sender. */
export class Sealer {
  #callKey;
  #salt;
  #key;
  #counter = 0;

  constructor(callKey) {
    this.#callKey = callKey;
    this.#renew();
  }

  async seal(data, type) {
    const clear = clearLength(type, data);
    if (clear === null) {
      return null;
    }

    if (this.#counter === 0xffffffff) {
      this.#renew();
    }

    const counter = this.#counter++;
    const head = data.subarray(0, clear);
    const trailer = new Uint8Array(trailerLength);
    trailer.set(this.#salt);
    new DataView(trailer.buffer).setUint32(saltLength, counter);
    trailer[trailerLength - 1] = version;
    const sealed = await crypto.subtle.encrypt(parameters(counter, joined(head, trailer)), await this.#key, data.subarray(clear));
    return joined(head, new Uint8Array(sealed), trailer);
  }

  #renew() {
    this.#salt = crypto.getRandomValues(new Uint8Array(saltLength));
    this.#key = senderKey(this.#callKey, this.#salt, 'encrypt');
    this.#counter = 0;
  }
}

/** What a receiver knows of one sender: its key, and which of the newest counters came. */
class KnownSender {
  #newest = -1;
  #came = new Set();

  constructor(key) {
    this.key = key;
  }

  isNew(counter) {
    return counter > this.#newest - replayWindow && !this.#came.has(counter);
  }

  handleFrame(counter) {
    this.#came.add(counter);
    this.#newest = Math.max(this.#newest, counter);
    if (this.#came.size > 2 * replayWindow) {
      this.#came.forEach((one) => one <= this.#newest - replayWindow && this.#came.delete(one));
    }
  }
}

/** Decrypts the frames of one receiver. */
export class Opener {
  #callKey;
  #senders = new Map();

  constructor(callKey) {
    this.#callKey = callKey;
  }

  /** The frame; null for one that nobody with the key has made, or that came before. */
  async open(data, type) {
    const clear = clearLength(type, data);
    const end = data.length - trailerLength;
    if (clear === null || end < clear + tagLength || data[data.length - 1] !== version) {
      return null;
    }

    const trailer = data.subarray(end);
    const salt = trailer.slice(0, saltLength);
    const counter = new DataView(trailer.buffer, trailer.byteOffset, trailerLength).getUint32(saltLength);
    const name = salt.join();
    const sender = this.#senders.get(name) ?? new KnownSender(await senderKey(this.#callKey, salt, 'decrypt'));
    if (!sender.isNew(counter)) {
      return null;
    }

    const head = data.subarray(0, clear);
    try {
      const opened = await crypto.subtle.decrypt(parameters(counter, joined(head, trailer)), sender.key, data.subarray(clear, end));
      sender.handleFrame(counter);
      this.#keep(name, sender);
      return joined(head, new Uint8Array(opened));
    } catch {
      return null;
    }
  }

  /** Keeps a sender once a frame has proven that it has the key. */
  #keep(name, sender) {
    this.#senders.delete(name);
    this.#senders.set(name, sender);
    if (this.#senders.size > maxSenderKeys) {
      this.#senders.delete(this.#senders.keys().next().value);
    }
  }
}

/** Reports when frames begin or cease to be readable. */
class Readability {
  #id;
  #failures = 0;
  #reported = null;

  constructor(id) {
    this.#id = id;
  }

  handle(isReadable) {
    this.#failures = isReadable ? 0 : this.#failures + 1;
    if (this.#reported !== isReadable && (isReadable || this.#failures >= maxUnreadable)) {
      this.#reported = isReadable;
      postMessage({ id: this.#id, isReadable });
    }
  }
}

/** A browser that does not name the codec of a frame has negotiated one of these. */
const typeOf = (frame) => (frame.getMetadata().mimeType ?? ('type' in frame ? 'video/vp8' : 'audio/opus')).toLowerCase();

function transformer(callKey, { does, id }) {
  const cipher = does === 'seal' ? new Sealer(callKey) : new Opener(callKey);
  const readability = does === 'seal' ? null : new Readability(id);
  return new TransformStream({
    async transform(frame, controller) {
      const data = new Uint8Array(frame.data);
      const result = await (does === 'seal' ? cipher.seal(data, typeOf(frame)) : cipher.open(data, typeOf(frame)));
      readability?.handle(result !== null);
      if (result !== null) {
        frame.data = result.buffer;
        controller.enqueue(frame);
      }
    },
  });
}

if (typeof DedicatedWorkerGlobalScope === 'function' && globalThis instanceof DedicatedWorkerGlobalScope) {
  let setKey;
  const callKey = new Promise((resolve) => { setKey = resolve; });
  globalThis.addEventListener('message', ({ data }) => setKey(importKey(data)), { once: true });
  globalThis.addEventListener('rtctransform', ({ transformer: { readable, writable, options } }) => {
    readable.pipeThrough(transformer(callKey, options)).pipeTo(writable).catch(() => {});
  });
}
