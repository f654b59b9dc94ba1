import type { types } from 'mediasoup-client';
import { cameraEncodings } from './encodings.js';
import type { Signaling } from './signaling.js';
import type { Source } from './types.js';

/** How the protocol of the server names sources. */
const SOURCE_NAMES: Record<Source, string> = { microphone: 'audio', camera: 'video', screen: 'screensharing' };

/** Texts that wait for a connection. */
const MAX_WAITING_TEXTS = 100;

/** A connection that can carry media. */
export interface Link {
  signaling: Signaling;
  device: types.Device;
  send: types.Transport;
}

/** What the user sends: it outlives a connection, and goes to the next one. */
export class Sent {
  /** The tracks that are to be sent. */
  readonly tracks = new Map<Source, MediaStreamTrack>();
  readonly #muted = new Set<Source>();
  readonly #texts: string[] = [];
  #producers = new Map<Source, types.Producer>();
  #channel: types.DataProducer | undefined;
  #link: Link | undefined;
  #changes: Promise<void> = Promise.resolve();

  /** A connection begins: all goes there. */
  begin(link: Link): Promise<void> {
    return this.#enqueue(async () => {
      this.#link = link;
      for (const source of this.tracks.keys()) {
        await this.#apply(source);
      }

      if (this.#texts.length > 0) {
        await this.#openChannel();
      }
    });
  }

  /** The connection is gone, with all that it carried. */
  end(): void {
    this.#link = undefined;
    this.#producers = new Map();
    this.#channel = undefined;
  }

  /** Sends a track, another one in its place, or none. */
  set(source: Source, track: MediaStreamTrack | undefined): Promise<void> {
    if (track) {
      this.tracks.set(source, track);
    } else {
      this.tracks.delete(source);
    }

    return this.#enqueue(() => this.#apply(source));
  }

  isMuted(source: Source): boolean {
    return this.#muted.has(source);
  }

  /** Pauses what is sent, or goes on. The device stays open. */
  setMuted(source: Source, isMuted: boolean): Promise<void> {
    if (isMuted) {
      this.#muted.add(source);
    } else {
      this.#muted.delete(source);
    }

    return this.#enqueue(async () => this.#pause(source));
  }

  /** The source of a producer of this connection. */
  sourceOf(producerId: string): Source | undefined {
    return [...this.#producers].find(([, producer]) => producer.id === producerId)?.[0];
  }

  producer(source: Source): types.Producer | undefined {
    return this.#producers.get(source);
  }

  /** The server closed a producer, because the right to send it has ended. */
  handleProducerClosed(source: Source): void {
    this.#producers.get(source)?.close();
    this.#producers.delete(source);
    this.tracks.delete(source);
  }

  /** Sends a text as soon as there is a channel. */
  sendText(text: string): void {
    if (this.#texts.length >= MAX_WAITING_TEXTS) {
      throw new Error(`${MAX_WAITING_TEXTS} texts wait for a connection already`);
    }

    this.#texts.push(text);
    void this.#enqueue(() => this.#openChannel()).catch(() => {
      // The text waits for the next connection, or for the next text.
    });
    this.#flush();
  }

  /** One change at a time, in the order of the calls. */
  #enqueue(change: () => Promise<void>): Promise<void> {
    const changed = this.#changes.then(change);
    this.#changes = changed.catch(() => {});
    return changed;
  }

  async #apply(source: Source): Promise<void> {
    const link = this.#link;
    const track = this.tracks.get(source);
    const producer = this.#producers.get(source);
    if (!link) {
      return;
    }

    if (!track) {
      if (producer) {
        this.#producers.delete(source);
        producer.close();
        link.signaling.notify('closeProducer', { producerId: producer.id });
      }
    } else if (producer) {
      await producer.replaceTrack({ track });
    } else if (link.device.canProduce(track.kind as types.MediaKind)) {
      const made = await link.send.produce(optionsOf(source, track));
      if (this.#link === link) {
        this.#producers.set(source, made);
        this.#pause(source, true);
      }
    }
  }

  #pause(source: Source, isNew = false): void {
    const producer = this.#producers.get(source);
    const isMuted = this.#muted.has(source);

    // A new producer of a track that was muted is paused here from the beginning, which the server does not know.
    if (!producer || !this.#link || (producer.paused === isMuted && !(isNew && isMuted))) {
      return;
    }

    if (isMuted) {
      producer.pause();
    } else {
      producer.resume();
    }

    this.#link.signaling.notify(isMuted ? 'pauseProducer' : 'resumeProducer', { producerId: producer.id });
  }

  async #openChannel(): Promise<void> {
    const link = this.#link;
    if (!link || this.#channel) {
      return;
    }

    const channel = await link.send.produceData({ label: 'chat', ordered: true });
    if (this.#link === link) {
      this.#channel = channel;
      channel.on('open', () => this.#flush());
      this.#flush();
    }
  }

  #flush(): void {
    while (this.#channel?.readyState === 'open' && this.#texts.length > 0) {
      this.#channel.send(this.#texts.shift() as string);
    }
  }
}

function optionsOf(source: Source, track: MediaStreamTrack): types.ProducerOptions {
  const isAudio = track.kind === 'audio';
  return {
    track,
    // The track goes on to the next connection.
    stopTracks: false,
    ...(source === 'camera' && !isAudio && { encodings: cameraEncodings(track) }),
    codecOptions: isAudio ? { opusFec: true, opusDtx: true, opusNack: true } : { videoGoogleStartBitrate: 1000 },
    appData: { source: SOURCE_NAMES[source] },
  };
}
