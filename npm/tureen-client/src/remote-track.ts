import { parseScalabilityMode, type types } from 'mediasoup-client';
import type { Json, Signaling } from './signaling.js';
import type { Layers, Source } from './types.js';

const SOURCES: Record<string, Source> = { audio: 'microphone', video: 'camera', screensharing: 'screen' };

/** A track that somebody else sends. */
export class RemoteTrack {
  /** Whether the sender sends nothing for now. */
  isPaused: boolean;
  /** 0 to 10: the lower one of what arrives here and what the sender sends; undefined while it is not known. */
  score: number | undefined;
  /** Which layers arrive; undefined for a track without layers and while nothing arrives. */
  layers: Layers | undefined;
  readonly source: Source;
  /** Plays the track: assign it to `srcObject` of an element. */
  readonly stream: MediaStream;
  readonly #consumer: types.Consumer;
  readonly #signaling: Signaling;

  /** Only the package makes tracks. */
  constructor(consumer: types.Consumer, signaling: Signaling, data: Json) {
    this.#consumer = consumer;
    this.#signaling = signaling;
    this.peerId = data.peerId ?? '';
    this.source = SOURCES[data.appData?.source] ?? (consumer.kind === 'audio' ? 'microphone' : 'camera');
    this.isPaused = data.producerPaused === true;
    this.stream = new MediaStream([consumer.track]);
    this.#setScore(data.consumerScore);
  }

  /** Who sends it. */
  readonly peerId: string;

  get id(): string {
    return this.#consumer.id;
  }

  get kind(): 'audio' | 'video' {
    return this.#consumer.kind;
  }

  get track(): MediaStreamTrack {
    return this.#consumer.track;
  }

  /** How many sizes and frame rates the sender sends. */
  get layerCounts(): { spatial: number; temporal: number } {
    const mode = parseScalabilityMode(this.#consumer.rtpParameters.encodings?.[0]?.scalabilityMode);
    return { spatial: mode.spatialLayers, temporal: mode.temporalLayers };
  }

  /** Asks for pictures of at most this size, from 0, and at most this frame rate. Prefer what the element on the page needs. */
  async setPreferredLayers(spatial: number, temporal?: number): Promise<void> {
    await this.#request('setConsumerPreferredLayers', { spatialLayer: spatial, ...(temporal !== undefined && { temporalLayer: temporal }) });
  }

  /** 1 to 255: of two pictures on a thin connection, the one with the higher priority keeps its size longer. */
  async setPriority(priority: number): Promise<void> {
    await this.#request('setConsumerPriority', { priority });
  }

  /** Stops receiving, as for an element that nobody sees. */
  async pause(): Promise<void> {
    this.#consumer.pause();
    await this.#request('pauseConsumer', {});
  }

  /** Receives again. */
  async resume(): Promise<void> {
    await this.#request('resumeConsumer', {});
    this.#consumer.resume();
  }

  /** The statistics of the browser. */
  getStats(): Promise<RTCStatsReport> {
    return this.#consumer.getStats();
  }

  /** Takes what the server reports; whether it changed what is visible here. */
  apply(method: string, data: Json): boolean {
    switch (method) {
      case 'consumerPaused':
      case 'consumerResumed':
        this.isPaused = method === 'consumerPaused';
        return true;
      case 'consumerScore':
        this.#setScore(data.score);
        return true;
      case 'consumerLayersChanged':
        this.layers = data.layers && { spatial: data.layers.spatialLayer ?? 0, temporal: data.layers.temporalLayer ?? 0 };
        return true;
      default:
        return false;
    }
  }

  /** The track has ended. */
  close(): void {
    this.#consumer.close();
  }

  #setScore(score: Json | undefined): void {
    if (score) {
      this.score = Math.min(score.score ?? 10, score.producerScore ?? 10);
    }
  }

  #request(method: string, data: Json): Promise<Json> {
    return this.#signaling.request(method, { consumerId: this.id, ...data });
  }
}
