import { Device } from 'mediasoup-client';
import { negotiate } from './negotiation.js';
import { RoomClient } from './room-client.js';
import { V2Client } from './v2-client.js';

let client = new RoomClient();
const v2 = new V2Client();

/** What the driver may call, by name. Arguments and results are plain data. */
window.tureen = {
  // A page may join again, when its server has come back.
  join: (options) => {
    client = new RoomClient();
    return client.join(options);
  },
  report: () => client.report(),
  notifications: () => client.notifications(),
  request: (method, data) => client.request(method, data),
  pauseProducer: (kind) => client.pauseProducer(kind),
  resumeProducer: (kind) => client.resumeProducer(kind),
  closeProducer: (kind) => client.closeProducer(kind),
  pauseConsumer: (id) => client.pauseConsumer(id),
  resumeConsumer: (id) => client.resumeConsumer(id),
  setMaxSpatialLayer: (kind, layer) => client.setMaxSpatialLayer(kind, layer),
  replaceTrack: (kind, size) => client.replaceTrack(kind, size),
  setTone: (isOn) => client.setTone(isOn),
  loudestTone: (peerId) => client.loudestTone(peerId),
  restartIce: () => client.restartIce(),
  serverStats: () => client.serverStats(),
  startSamples: () => client.startSamples(),
  samples: () => client.samples(),
  receivedSsrcs: () => client.receivedSsrcs(),
  produceData: (options) => client.produceData(options),
  sendData: (id, options) => client.sendData(id, options),
  sendText: (id, text) => client.sendText(id, text),
  closeData: (id) => client.closeData(id),
  reopenData: (id) => client.reopenData(id),
  dataReport: () => client.dataReport(),
  leave: () => client.leave(),
  negotiate,

  /** The same for a page of mediasoup v2. */
  v2: (method, ...values) => v2[method](...values),

  /** Loads a Device with a router's capabilities and reports what it can send and which tracks the fake devices give. */
  probe: async (routerRtpCapabilities) => {
    const device = await Device.factory();
    await device.load({ routerRtpCapabilities });
    const media = await navigator.mediaDevices.getUserMedia({ audio: true, video: { width: 640, height: 480 } });
    const tracks = media.getTracks().map((track) => track.kind);
    media.getTracks().forEach((track) => track.stop());
    return { handler: device.handlerName, audio: device.canProduce('audio'), video: device.canProduce('video'), tracks };
  },
};
