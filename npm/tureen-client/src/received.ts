import type { types } from 'mediasoup-client';
import { RemoteTrack } from './remote-track.js';
import { RoomError } from './errors.js';
import type { Json, Signaling } from './signaling.js';

/** Notifications of one track that is being made. Making one takes a second at most, scores come twice a second. */
const MAX_EARLY = 64;

const FORBIDDEN = 403;
const NOT_FOUND = 404;

/** What is raised about what arrives. */
export interface ReceivedHandlers {
  track(track: RemoteTrack): void;
  trackChanged(track: RemoteTrack): void;
  trackEnded(track: RemoteTrack): void;
  text(peerId: string, text: string): void;
}

/** The tracks and messages of one connection that others send. */
export class Received {
  readonly tracks = new Map<string, RemoteTrack>();
  readonly #early = new Map<string, [string, Json][]>();
  readonly #messages = new Map<string, types.DataConsumer>();
  readonly #handlers: ReceivedHandlers;
  #isClosed = false;

  constructor(handlers: ReceivedHandlers) {
    this.#handlers = handlers;
  }

  /** Takes what the server offers. */
  async handleRequest(method: string, data: Json, signaling: Signaling, transport: types.Transport | undefined): Promise<void> {
    if (!transport) {
      throw new RoomError(FORBIDDEN, 'this client receives nothing');
    }

    switch (method) {
      case 'newConsumer':
        return this.#consume(data, signaling, transport);
      case 'newDataConsumer':
        return this.#consumeData(data, transport);
      default:
        throw new RoomError(NOT_FOUND, `unknown method ${method}`);
    }
  }

  /** Takes what the server reports about a track; whether it was about one. */
  handleNotification(method: string, data: Json): boolean {
    const id: string | undefined = data.consumerId ?? data.dataConsumerId;
    if (id === undefined) {
      return false;
    }

    const track = this.tracks.get(id);
    if (track && method === 'consumerClosed') {
      this.#end(track);
    } else if (track && track.apply(method, data)) {
      this.#handlers.trackChanged(track);
    } else if (method === 'dataConsumerClosed') {
      this.#messages.get(id)?.close();
      this.#messages.delete(id);
    }

    const early = this.#early.get(id);
    if (early) {
      if (early.length === MAX_EARLY) {
        early.shift();
      }

      early.push([method, data]);
    }

    return true;
  }

  /** Somebody is gone, with all tracks. */
  removeOf(peerId: string): void {
    for (const track of [...this.tracks.values()].filter((one) => one.peerId === peerId)) {
      this.#end(track);
    }
  }

  /** The connection is gone, with what it carried. */
  close(): void {
    this.#isClosed = true;
    for (const track of [...this.tracks.values()]) {
      this.#end(track);
    }

    this.#messages.clear();
  }

  async #consume(data: Json, signaling: Signaling, transport: types.Transport): Promise<void> {
    const id: string = data.consumerId ?? data.id;
    const { peerId, producerId, kind, rtpParameters } = data;
    const early: [string, Json][] = [];
    this.#early.set(id, early);
    try {
      // Camera and microphone are played in step; the sound of a microphone does not wait for a screen.
      const streamId = data.appData?.source === 'screensharing' ? `${peerId}-screen` : peerId;
      const track = new RemoteTrack(await transport.consume({ id, producerId, kind, rtpParameters, streamId }), signaling, data);
      if (this.#isClosed || early.some(([method]) => method === 'consumerClosed')) {
        track.close();
        return;
      }

      early.forEach(([method, change]) => track.apply(method, change));
      this.tracks.set(id, track);
      this.#handlers.track(track);
    } finally {
      this.#early.delete(id);
    }
  }

  async #consumeData(data: Json, transport: types.Transport): Promise<void> {
    const id: string = data.dataConsumerId ?? data.id;
    const { peerId, dataProducerId, sctpStreamParameters, label, protocol } = data;
    const consumer = await transport.consumeData({ id, dataProducerId, sctpStreamParameters, label, protocol });
    if (this.#isClosed) {
      consumer.close();
      return;
    }

    this.#messages.set(id, consumer);
    consumer.on('message', (message: unknown) => {
      if (typeof message === 'string' && label === 'chat') {
        this.#handlers.text(peerId ?? '', message);
      }
    });
  }

  #end(track: RemoteTrack): void {
    this.tracks.delete(track.id);
    track.close();
    this.#handlers.trackEnded(track);
  }
}
