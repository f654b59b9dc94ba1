/** Bytes that sender and receiver both can make: a counter of 4 bytes, then a pattern that depends on it. */
export function binaryMessage(counter, length) {
  const bytes = new Uint8Array(length);
  if (length >= 4) {
    new DataView(bytes.buffer).setUint32(0, counter);
    for (let i = 4; i < length; i++) {
      bytes[i] = (counter * 31 + i * 7) & 0xff;
    }
  }

  return bytes;
}

/** A text of that many characters which begins with the counter. */
export function textMessage(counter, length) {
  return length === 0 ? '' : `${counter}:`.padEnd(length, String.fromCharCode(97 + (counter % 26))).slice(0, length);
}

/** Counts and checks what one DataConsumer gets. */
export class DataInbox {
  counters = [];

  texts = [];

  empty = 0;

  bytes = 0;

  broken = 0;

  constructor({ dataConsumer, peerId }) {
    this.dataConsumer = dataConsumer;
    this.peerId = peerId;
    dataConsumer.on('message', (message) => this.#take(message));
  }

  #take(message) {
    const length = typeof message === 'string' ? message.length : message.byteLength;
    this.bytes += length;
    if (length === 0) {
      this.empty++;
    } else if (typeof message === 'string') {
      this.#takeText(message);
    } else {
      const bytes = new Uint8Array(message);
      const counter = new DataView(bytes.buffer).getUint32(0);
      this.#count(counter, binaryMessage(counter, length).every((byte, i) => byte === bytes[i]));
    }
  }

  #takeText(message) {
    const counter = Number.parseInt(message, 10);
    if (Number.isNaN(counter)) {
      this.texts.push(message);
    } else {
      this.#count(counter, message === textMessage(counter, message.length));
    }
  }

  #count(counter, isWhole) {
    this.counters.push(counter);
    this.broken += isWhole ? 0 : 1;
  }

  report() {
    const distinct = new Set(this.counters);
    return {
      id: this.dataConsumer.id,
      peerId: this.peerId ?? '',
      label: this.dataConsumer.label,
      protocol: this.dataConsumer.protocol,
      readyState: this.dataConsumer.readyState,
      count: this.counters.length,
      duplicates: this.counters.length - distinct.size,
      isInOrder: this.counters.every((counter, i) => i === 0 || counter > this.counters[i - 1]),
      bytes: this.bytes,
      empty: this.empty,
      broken: this.broken,
      texts: this.texts,
    };
  }
}

const HIGH_WATER = 1_000_000;

/** Sends that many numbered messages, as fast as the buffer takes them. */
export async function sendMessages(producer, { count, length, isText = false, first = 0 }) {
  for (let counter = first; counter < first + count; counter++) {
    while (producer.bufferedAmount > HIGH_WATER) {
      await new Promise((resolve) => { setTimeout(resolve, 5); });
    }

    producer.send(isText ? textMessage(counter, length) : binaryMessage(counter, length));
  }
}
