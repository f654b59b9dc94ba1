/** One peer of a room and what it may ask for. */
export class RoomPeer {
  joined = false;

  transports = new Map();

  producers = new Map();

  consumers = new Map();

  dataProducers = new Map();

  constructor(room, peer, listenIp) {
    this.room = room;
    this.peer = peer;
    this.listenIp = listenIp;
    peer.on('request', async ({ method, data }, accept, reject) => {
      try {
        const handler = HANDLERS[method];
        if (!handler) {
          throw new Error(`unknown method ${method}`);
        }

        accept(await handler(this, data) ?? {});
        if (method === 'join') {
          this.meet();
        }
      } catch (error) {
        reject(error);
      }
    });
  }

  get others() {
    return [...this.room.peers.values()].filter((one) => one !== this && one.joined);
  }

  /** Brings together who has joined and who was there. */
  meet() {
    for (const other of this.others) {
      other.peer.notify('newPeer', { id: this.peer.id, displayName: '', device: {} }).catch(() => {});
      other.producers.forEach((producer) => this.consume(other, producer));
      other.dataProducers.forEach((producer) => this.consumeData(other, producer));
    }
  }

  transportTo() {
    return [...this.transports.values()].find((transport) => transport.appData.consuming);
  }

  async consume(other, producer) {
    if (!this.rtpCapabilities || !this.room.router.canConsume({ producerId: producer.id, rtpCapabilities: this.rtpCapabilities })) {
      return;
    }

    const consumer = await this.transportTo().consume({
      producerId: producer.id, rtpCapabilities: this.rtpCapabilities, paused: true, enableRtx: true, ignoreDtx: true,
    });
    const { id, kind, rtpParameters, type, producerPaused } = consumer;
    this.consumers.set(id, consumer);
    const tell = (method, data) => this.peer.notify(method, { consumerId: id, ...data }).catch(() => {});
    consumer.on('producerclose', () => {
      this.consumers.delete(id);
      tell('consumerClosed');
    });
    consumer.on('producerpause', () => tell('consumerPaused'));
    consumer.on('producerresume', () => tell('consumerResumed'));
    consumer.on('score', (score) => tell('consumerScore', { score }));
    consumer.on('layerschange', (layers) => tell('consumerLayersChanged', layers ?? { spatialLayer: null, temporalLayer: null }));
    await this.peer.request('newConsumer', {
      peerId: other.peer.id, producerId: producer.id, id, kind, rtpParameters, type, appData: producer.appData, producerPaused,
    });
    await consumer.resume();
  }

  async consumeData(other, producer) {
    if (!this.hasData) {
      return;
    }

    const { id, sctpStreamParameters, label, protocol } = await this.transportTo().consumeData({ dataProducerId: producer.id });
    await this.peer.request('newDataConsumer', {
      peerId: other.peer.id, dataProducerId: producer.id, id, sctpStreamParameters, label, protocol, appData: {},
    });
  }

  close() {
    this.transports.forEach((transport) => transport.close());
    this.others.forEach((other) => other.peer.notify('peerClosed', { peerId: this.peer.id }).catch(() => {}));
  }
}

const HANDLERS = {
  getRouterRtpCapabilities: ({ room }) => room.router.rtpCapabilities,

  async createWebRtcTransport(self, { producing, consuming, sctpCapabilities }) {
    const transport = await self.room.router.createWebRtcTransport({
      listenInfos: [{ protocol: 'udp', ip: self.listenIp }],
      initialAvailableOutgoingBitrate: 1_000_000,
      enableSctp: Boolean(sctpCapabilities),
      appData: { producing, consuming },
    });
    self.transports.set(transport.id, transport);
    const { id, iceParameters, iceCandidates, dtlsParameters, sctpParameters } = transport;
    return { id, iceParameters, iceCandidates, dtlsParameters, sctpParameters };
  },

  async connectWebRtcTransport({ transports }, { transportId, dtlsParameters }) {
    await transports.get(transportId).connect({ dtlsParameters });
  },

  restartIce: ({ transports }, { transportId }) => transports.get(transportId).restartIce(),

  join(self, { rtpCapabilities, sctpCapabilities }) {
    self.joined = true;
    self.rtpCapabilities = rtpCapabilities;
    self.hasData = Boolean(sctpCapabilities);
    return { peers: self.others.map(({ peer }) => ({ id: peer.id, displayName: '', device: {} })) };
  },

  async produce(self, { transportId, kind, rtpParameters, appData }) {
    const producer = await self.transports.get(transportId).produce({ kind, rtpParameters, appData });
    self.producers.set(producer.id, producer);
    producer.on('score', (score) => self.peer.notify('producerScore', { producerId: producer.id, score }).catch(() => {}));
    self.others.forEach((other) => other.consume(self, producer).catch((error) => console.error(error)));
    return { id: producer.id };
  },

  async produceData(self, { transportId, sctpStreamParameters, label, protocol, appData }) {
    const producer = await self.transports.get(transportId).produceData({ sctpStreamParameters, label, protocol, appData });
    self.dataProducers.set(producer.id, producer);
    self.others.forEach((other) => other.consumeData(self, producer).catch((error) => console.error(error)));
    return { id: producer.id };
  },

  closeProducer({ producers }, { producerId }) {
    producers.get(producerId).close();
    producers.delete(producerId);
  },

  pauseProducer: async ({ producers }, { producerId }) => { await producers.get(producerId).pause(); },
  resumeProducer: async ({ producers }, { producerId }) => { await producers.get(producerId).resume(); },
  pauseConsumer: async ({ consumers }, { consumerId }) => { await consumers.get(consumerId).pause(); },
  resumeConsumer: async ({ consumers }, { consumerId }) => { await consumers.get(consumerId).resume(); },

  async setConsumerPreferredLayers({ consumers }, { consumerId, spatialLayer, temporalLayer }) {
    await consumers.get(consumerId).setPreferredLayers({ spatialLayer, temporalLayer });
  },

  getTransportStats: ({ transports }, { transportId }) => transports.get(transportId).getStats(),
  getProducerStats: ({ producers }, { producerId }) => producers.get(producerId).getStats(),
  getConsumerStats: ({ consumers }, { consumerId }) => consumers.get(consumerId).getStats(),
};
