import { Device } from 'mediasoup-client';
import protoo from 'protoo-client';
import { DataInbox, sendMessages } from './data-channels.js';
import { noiseTrack } from './noise.js';
import { Playback } from './playback.js';
import { consumerReport, producerReport } from './reports.js';
import { Samples } from './samples.js';
import { Tone, loudestTone } from './tone.js';

/** One peer in one room: what the front-end of the demo does, without its user interface. */
export class RoomClient {
  #peer;
  #device;
  #sendTransport;
  #recvTransport;
  #producers = new Map();
  #consumers = new Map();
  #dataProducers = new Map();
  #inboxes = new Map();
  #sctpCapabilities;
  #notifications = [];
  #errors = [];
  #media;
  #forceTcp;
  #relayPort;
  #samples;
  #tone;

  /**
   * Opens the socket, joins, and produces what is asked for: { url, audio, video, consume, device, width, height }. With { tone } the
   * microphone hears a tone of so many Hz, with { noiseFrameRate } the camera shows noise, and with { relayPort } what is received comes through the relay at that port of the server's address.
   */
  async join(options) {
    const transport = new protoo.WebSocketTransport(options.url, { retry: { retries: 0 } });
    this.#peer = new protoo.Peer(transport);
    this.#peer.on('request', (request, accept, reject) => this.#onRequest(request, accept, reject));
    this.#peer.on('notification', ({ method, data }) => this.#notifications.push({ method, data }));
    await new Promise((resolve, reject) => {
      this.#peer.on('open', resolve);
      this.#peer.on('failed', () => reject(new Error('the socket could not be opened')));
      this.#peer.on('disconnected', () => reject(new Error('the socket was refused')));
    });

    this.#device = await Device.factory(options.handlerName ? { handlerName: options.handlerName } : {});
    await this.#device.load({ routerRtpCapabilities: await this.#peer.request('getRouterRtpCapabilities') });
    this.#forceTcp = options.forceTcp === true;
    this.#relayPort = options.relayPort;
    this.#sctpCapabilities = options.data ? { numStreams: { OS: 1024, MIS: 1024 } } : undefined;
    this.#sendTransport = await this.#createTransport('send');
    this.#recvTransport = await this.#createTransport('recv');
    const { peers } = await this.#peer.request('join', {
      displayName: options.displayName ?? 'interop',
      device: { flag: 'chrome', name: navigator.userAgent },
      sctpCapabilities: this.#sctpCapabilities,
      rtpCapabilities: options.consume === false ? undefined : this.#device.recvRtpCapabilities ?? this.#device.rtpCapabilities,
    });
    await this.#produce(options);
    return { peers: peers.map((peer) => peer.id), handler: this.#device.handlerName };
  }

  async #createTransport(direction) {
    const data = await this.#peer.request('createWebRtcTransport', {
      forceTcp: this.#forceTcp,
      producing: direction === 'send',
      consuming: direction === 'recv',
      sctpCapabilities: this.#sctpCapabilities,
    });
    if (direction === 'recv' && this.#relayPort) {
      const [candidate] = data.iceCandidates.filter(({ protocol }) => protocol === 'udp');
      data.iceCandidates = [{ ...candidate, port: this.#relayPort }];
    }

    const transport = direction === 'send' ? this.#device.createSendTransport(data) : this.#device.createRecvTransport(data);
    transport.on('connect', ({ dtlsParameters }, done, failed) => {
      this.#peer.request('connectWebRtcTransport', { transportId: transport.id, dtlsParameters }).then(done, failed);
    });
    transport.on('produce', ({ kind, rtpParameters, appData }, done, failed) => {
      this.#peer.request('produce', { transportId: transport.id, kind, rtpParameters, appData }).then(done, failed);
    });
    transport.on('producedata', ({ sctpStreamParameters, label, protocol, appData }, done, failed) => {
      this.#peer.request('produceData', { transportId: transport.id, sctpStreamParameters, label, protocol, appData }).then(done, failed);
    });
    return transport;
  }

  /** Opens a data channel: { label, protocol, ordered, maxRetransmits, maxPacketLifeTime }; resolves with its id when it is open. */
  async produceData(options) {
    const producer = await this.#sendTransport.produceData(options);
    this.#dataProducers.set(producer.id, producer);
    if (producer.readyState !== 'open') {
      await new Promise((resolve, reject) => {
        producer.on('open', resolve);
        producer.on('error', reject);
        producer.on('close', () => reject(new Error('the channel closed')));
      });
    }

    return producer.id;
  }

  /** Sends numbered messages: { count, length, isText, first }. */
  sendData(id, options) {
    return sendMessages(this.#dataProducers.get(id), options);
  }

  /** Sends one text as it is. */
  sendText(id, text) {
    this.#dataProducers.get(id).send(text);
  }

  closeData(id) {
    this.#dataProducers.get(id).close();
    this.#dataProducers.delete(id);
  }

  /**
   * Closes a data channel and opens another one on the same stream, which is free only when both ends have reset it. The package never does that,
   * so its inner parts are used.
   */
  async reopenData(id) {
    const known = this.#dataProducers.get(id);
    const old = known._dataChannel ?? known;
    const closed = new Promise((resolve) => { old.addEventListener('close', resolve); });
    const streamId = old.id;
    known.close();
    await closed;
    const channel = this.#sendTransport._handler._pc.createDataChannel('again', { negotiated: true, id: streamId });
    if (channel.readyState !== 'open') {
      await new Promise((resolve) => { channel.addEventListener('open', resolve); });
    }

    this.#dataProducers.set(id, channel);
    return channel.id;
  }

  /** What arrived on each data channel. */
  dataReport() {
    return [...this.#inboxes.values()].map((inbox) => inbox.report());
  }

  async #produce({ audio = true, video = true, width = 640, height = 480, encodings, codec, opusDtx = false, noiseFrameRate, tone }) {
    if (!audio && !video) {
      return;
    }

    this.#media = new MediaStream();
    if (video && noiseFrameRate) {
      this.#media.addTrack(noiseTrack({ width, height, frameRate: noiseFrameRate }));
    }

    if (audio && tone) {
      this.#tone = new Tone(tone);
      this.#media.addTrack(this.#tone.track);
    }

    const isCamera = video && !noiseFrameRate;
    const isMicrophone = audio && !tone;
    if (isMicrophone || isCamera) {
      const devices = await navigator.mediaDevices.getUserMedia({ audio: isMicrophone, video: isCamera && { width, height } });
      devices.getTracks().forEach((track) => this.#media.addTrack(track));
    }

    for (const track of this.#media.getTracks()) {
      const producer = await this.#sendTransport.produce({
        track,
        encodings: track.kind === 'video' ? encodings : undefined,
        codec: track.kind === 'video' && codec
          ? this.#device.sendRtpCapabilities.codecs.find((one) => one.mimeType.toLowerCase() === codec.toLowerCase())
          : undefined,
        codecOptions: track.kind === 'audio' ? { opusStereo: true, opusFec: true, opusNack: true, opusDtx } : { videoGoogleStartBitrate: 1000 },
      });
      this.#producers.set(track.kind, producer);
    }
  }

  async #onRequest({ method, data }, accept, reject) {
    if (method === 'newDataConsumer') {
      await this.#addDataConsumer(data, accept, reject);
      return;
    }

    if (method !== 'newConsumer') {
      reject(404, `no such request: ${method}`);
      return;
    }

    try {
      const started = performance.now();
      const { id, peerId, producerId, kind, rtpParameters, appData } = data;
      const consumer = await this.#recvTransport.consume({ id, producerId, kind, rtpParameters, streamId: peerId, appData });
      const playback = new Playback(consumer, started);
      this.#consumers.set(id, { consumer, playback, peerId });
      accept();
    } catch (error) {
      this.#errors.push(`${method}: ${error}`);
      reject(500, String(error));
    }
  }

  async #addDataConsumer({ id, peerId, dataProducerId, sctpStreamParameters, label, protocol, appData }, accept, reject) {
    try {
      const dataConsumer = await this.#recvTransport.consumeData({ id, dataProducerId, sctpStreamParameters, label, protocol, appData });
      this.#inboxes.set(id, new DataInbox({ dataConsumer, peerId }));
      accept();
    } catch (error) {
      this.#errors.push(`newDataConsumer: ${error}`);
      reject(500, String(error));
    }
  }

  /** What an observer of the call wants to know, as plain data. */
  async report() {
    this.#applyClosed();
    const producers = [...this.#producers.values()].filter((producer) => !producer.closed);
    return {
      consumers: await Promise.all([...this.#consumers.values()].map(consumerReport)),
      producers: await Promise.all(producers.map(producerReport)),
      sendState: this.#sendTransport.connectionState,
      recvState: this.#recvTransport.connectionState,
      connected: this.#peer.connected,
      errors: this.#errors,
    };
  }

  // As the front-end does, a Consumer is closed when the server says so.
  #applyClosed() {
    for (const { method, data } of this.#notifications) {
      if (method === 'consumerClosed' && this.#consumers.has(data.consumerId)) {
        const { consumer, playback } = this.#consumers.get(data.consumerId);
        consumer.close();
        playback.stop();
        this.#consumers.delete(data.consumerId);
      }
    }
  }

  /** Sounds the tone, or stops it. */
  setTone(isOn) {
    this.#tone.set(isOn);
  }

  /** What is heard of a peer: { frequency, decibels }; null if it sends no sound. */
  loudestTone(peerId) {
    const heard = [...this.#consumers.values()].find((one) => one.peerId === peerId && one.consumer.kind === 'audio');
    return heard ? loudestTone(heard.consumer.track) : null;
  }

  /** The notifications received so far. */
  notifications() {
    return this.#notifications;
  }

  /** A request of any kind, for what has no method here. */
  async request(method, data) {
    return this.#peer.request(method, data);
  }

  async pauseProducer(kind) {
    const producer = this.#producers.get(kind);
    producer.pause();
    await this.#peer.request('pauseProducer', { producerId: producer.id });
  }

  async resumeProducer(kind) {
    const producer = this.#producers.get(kind);
    producer.resume();
    await this.#peer.request('resumeProducer', { producerId: producer.id });
  }

  async closeProducer(kind) {
    const producer = this.#producers.get(kind);
    producer.close();
    await this.#peer.request('closeProducer', { producerId: producer.id });
  }

  async pauseConsumer(consumerId) {
    this.#consumers.get(consumerId).consumer.pause();
    await this.#peer.request('pauseConsumer', { consumerId });
  }

  async resumeConsumer(consumerId) {
    await this.#peer.request('resumeConsumer', { consumerId });
    this.#consumers.get(consumerId).consumer.resume();
  }

  setMaxSpatialLayer(kind, layer) {
    return this.#producers.get(kind).setMaxSpatialLayer(layer);
  }

  async replaceTrack(kind, { width = 640, height = 480 }) {
    const media = await navigator.mediaDevices.getUserMedia(kind === 'audio' ? { audio: true } : { video: { width, height } });
    await this.#producers.get(kind).replaceTrack({ track: media.getTracks()[0] });
  }

  async restartIce() {
    for (const transport of [this.#sendTransport, this.#recvTransport]) {
      const iceParameters = await this.#peer.request('restartIce', { transportId: transport.id });
      await transport.restartIce({ iceParameters });
    }
  }

  /** What the server counts: the transports, and each producer and consumer. */
  async serverStats() {
    const stats = { transports: [], producers: [], consumers: [] };
    for (const { id } of [this.#sendTransport, this.#recvTransport]) {
      stats.transports.push(...await this.#peer.request('getTransportStats', { transportId: id }));
    }

    for (const { id, closed } of this.#producers.values()) {
      if (!closed) {
        stats.producers.push(...await this.#peer.request('getProducerStats', { producerId: id }));
      }
    }

    for (const id of this.#consumers.keys()) {
      stats.consumers.push(...await this.#peer.request('getConsumerStats', { consumerId: id }));
    }

    return stats;
  }

  /** Begins to note the state of the received videos. */
  startSamples() {
    this.#samples ??= new Samples(() => this.#consumers.values());
  }

  /** The notes since the last call. */
  samples() {
    return this.#samples.drain();
  }

  /** What the receiving connection has of streams: SSRCs with packets, by the browser's own statistics. */
  async receivedSsrcs() {
    const stats = await this.#recvTransport.getStats();
    return [...stats.values()].filter(({ type }) => type === 'inbound-rtp').map(({ ssrc }) => ssrc);
  }

  leave() {
    this.#samples?.stop();
    this.#peer.close();
    this.#sendTransport?.close();
    this.#recvTransport?.close();
    this.#media?.getTracks().forEach((track) => track.stop());
  }
}
