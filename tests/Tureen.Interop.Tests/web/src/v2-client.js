import * as mediasoup from 'mediasoup-client-v2';
import protoo from 'protoo-client';
import { Playback } from './playback.js';

/** One page of mediasoup v2, with the last client of those days, as the demo of those days spoke: its messages inside of protoo. */
export class V2Client {
  #protoo;
  #room;
  #sendTransport;
  #recvTransport;
  #producers = new Map();
  #received = new Map();
  #events = [];
  #media;

  /** Joins a room: { url, peerName, appData, spy }; then sends what `send` says, in its order. */
  async join(options) {
    await this.#connect(options.url);
    this.#room = new mediasoup.Room({ spy: options.spy ?? false, requestTimeout: 60_000 });
    this.#room.on('request', (request, done, failed) => this.#protoo.request('mediasoup-request', request).then(done, failed));
    this.#room.on('notify', (notification) => this.#protoo.notify('mediasoup-notification', notification));
    this.#room.on('newpeer', (peer) => {
      this.#note(peer.name, 'newpeer', undefined, peer.appData);
      this.#watchPeer(peer);
    });
    this.#room.on('close', (originator, appData) => this.#note('room', 'close', originator, appData));
    const peers = await this.#room.join(options.peerName, options.appData);
    if (options.receive !== false) {
      this.#recvTransport = this.#room.createTransport('recv', { of: options.peerName });
    }

    peers.forEach((peer) => this.#watchPeer(peer));
    for (const kind of options.send ?? []) {
      await this.produce(kind, options);
    }

    return { peers: peers.map((peer) => ({ name: peer.name, appData: peer.appData })), device: mediasoup.getDeviceInfo() };
  }

  /** Sends the camera or the microphone: { simulcast, appData, width, height }. */
  async produce(kind, { simulcast = false, width = 640, height = 480 } = {}) {
    if (!this.#sendTransport || this.#sendTransport.closed) {
      this.#sendTransport = this.#room.createTransport('send', { of: 'sender' });
    }

    this.#media ??= await navigator.mediaDevices.getUserMedia({ audio: true, video: { width, height } });
    const track = this.#media.getTracks().find((one) => one.kind === kind).clone();
    const producer = this.#room.createProducer(track, { simulcast }, { source: kind });
    for (const event of ['pause', 'resume', 'close']) {
      producer.on(event, (originator, appData) => this.#note(`producer ${kind}`, event, originator, appData));
    }

    await producer.send(this.#sendTransport);
    this.#producers.set(kind, producer);
    return producer.id;
  }

  pauseProducer(kind, appData) {
    return this.#producers.get(kind).pause(appData);
  }

  resumeProducer(kind, appData) {
    return this.#producers.get(kind).resume(appData);
  }

  closeProducer(kind, appData) {
    this.#producers.get(kind).close(appData);
  }

  pauseConsumer(kind, appData) {
    return this.#consumer(kind).pause(appData);
  }

  resumeConsumer(kind, appData) {
    return this.#consumer(kind).resume(appData);
  }

  setPreferredProfile(profile) {
    this.#consumer('video').setPreferredProfile(profile);
  }

  restartIce() {
    this.#room.restartIce();
  }

  enableStats() {
    const stats = [];
    const transport = this.#sendTransport;
    transport.on('stats', (one) => stats.push(one));
    transport.enableStats(1000);
    return new Promise((resolve) => {
      transport.on('stats', () => {
        transport.disableStats();
        resolve(stats[0]);
      });
    });
  }

  /** The three streams of simulcast in three sizes, which today's Chromium does not do by itself. */
  async scaleStreams() {
    const sender = this.#sendTransport.handler._pc.getSenders().find((one) => one.track?.kind === 'video');
    const parameters = sender.getParameters();
    parameters.encodings.forEach((encoding, index) => {
      encoding.scaleResolutionDownBy = 2 ** (parameters.encodings.length - 1 - index);
    });
    await sender.setParameters(parameters);
    return parameters.encodings.length;
  }

  /** Says something that the client never would; gives the refusal. */
  async request(message) {
    try {
      return { answer: (await this.#protoo.request('mediasoup-request', message)) ?? null };
    } catch (error) {
      return { error: error.message };
    }
  }

  notify(message) {
    this.#protoo.notify('mediasoup-notification', message);
  }

  events() {
    return this.#events;
  }

  async report() {
    const consumers = [];
    for (const { consumer, track } of this.#received.values()) {
      consumers.push({ ...await this.#consumerReport(consumer, track) });
    }

    return {
      peers: this.#room.peers.map((peer) => peer.name),
      joined: this.#room.joined,
      sendState: this.#sendTransport?.connectionState ?? '',
      recvState: this.#recvTransport?.connectionState ?? '',
      consumers,
    };
  }

  leave(appData) {
    this.#room.leave(appData);
  }

  async #connect(url) {
    this.#protoo = new protoo.Peer(new protoo.WebSocketTransport(url, { retry: { retries: 0 } }));
    this.#protoo.on('notification', ({ method, data }) => {
      if (method === 'mediasoup-notification') {
        this.#room.receiveNotification(data);
      }
    });
    await new Promise((resolve, reject) => {
      this.#protoo.on('open', resolve);
      this.#protoo.on('failed', () => reject(new Error('the socket could not be opened')));
      this.#protoo.on('disconnected', () => reject(new Error('the socket was refused')));
    });
  }

  #watchPeer(peer) {
    peer.on('newconsumer', (consumer) => this.#receive(peer, consumer));
    peer.on('close', (originator, appData) => this.#note(peer.name, 'close', originator, appData));
    peer.consumers.forEach((consumer) => this.#receive(peer, consumer));
  }

  async #receive(peer, consumer) {
    this.#note(peer.name, `newconsumer ${consumer.kind}`, undefined, consumer.appData);
    for (const event of ['pause', 'resume', 'close']) {
      consumer.on(event, (originator, appData) => this.#note(`${peer.name} ${consumer.kind}`, event, originator, appData));
    }

    consumer.on('effectiveprofilechange', (profile) => this.#note(`${peer.name} ${consumer.kind}`, 'effectiveprofilechange', undefined, profile));
    consumer.on('close', () => this.#received.delete(consumer.id));
    if (!this.#recvTransport) {
      return;
    }

    try {
      const started = performance.now();
      const track = await consumer.receive(this.#recvTransport);
      const playback = new Playback({ track, rtpReceiver: this.#receiverOf(track) }, started);
      this.#received.set(consumer.id, { consumer, track, playback });
    } catch (error) {
      this.#note(`${peer.name} ${consumer.kind}`, 'error', undefined, error.message);
    }
  }

  #receiverOf(track) {
    return this.#recvTransport.handler._pc.getReceivers().find((receiver) => receiver.track.id === track.id);
  }

  async #consumerReport(consumer, track) {
    let inbound = {};
    for (const entry of ((await this.#receiverOf(track)?.getStats()) ?? new Map()).values()) {
      if (entry.type === 'inbound-rtp') {
        inbound = entry;
      }
    }

    return {
      peer: consumer.peer.name,
      kind: consumer.kind,
      supported: consumer.supported,
      paused: consumer.paused,
      effectiveProfile: consumer.effectiveProfile,
      packetsReceived: inbound.packetsReceived ?? 0,
      framesDecoded: inbound.framesDecoded ?? 0,
      frameHeight: inbound.frameHeight ?? 0,
      audioEnergy: inbound.totalAudioEnergy ?? 0,
    };
  }

  #consumer(kind) {
    return [...this.#received.values()].find(({ consumer }) => consumer.kind === kind).consumer;
  }

  #note(who, event, originator, appData) {
    this.#events.push({ who, event, originator: originator ?? null, appData: appData ?? null });
  }
}
