// An application on npm mediasoup whose worker loses the files of its .NET runtime, as when the distribution upgrades it: the folder given as
// argument is moved away once the worker runs. Tells as one line of JSON what the application could still do.
import { renameSync } from 'node:fs';
import * as mediasoup from 'mediasoup';

const [runtime] = process.argv.slice(2);
const listen = (protocol) => ({ protocol, ip: '127.0.0.1' });
const mediaCodecs = [
  { kind: 'audio', mimeType: 'audio/opus', clockRate: 48000, channels: 2 },
  { kind: 'video', mimeType: 'video/VP8', clockRate: 90000 },
];
const seen = { done: [], died: null, error: null };

const worker = await mediasoup.createWorker();
worker.on('died', (error) => { seen.died = error.message; });
renameSync(runtime, `${runtime}.old`);
try {
  const router = await worker.createRouter({ mediaCodecs });
  const webRtcServer = await worker.createWebRtcServer({ listenInfos: [listen('udp'), listen('tcp')] });
  const browser = await router.createWebRtcTransport({ webRtcServer, enableSctp: true });
  seen.done.push('webrtc');
  const plain = await router.createPlainTransport({ listenInfo: listen('udp'), rtcpMux: true, comedia: true, enableSrtp: true, enableSctp: true });
  const direct = await router.createDirectTransport();
  const producer = await direct.produce({
    kind: 'audio',
    rtpParameters: { codecs: [{ mimeType: 'audio/opus', payloadType: 111, clockRate: 48000, channels: 2 }], encodings: [{ ssrc: 1234 }] },
  });
  const consumer = await plain.consume({ producerId: producer.id, rtpCapabilities: router.rtpCapabilities });
  const dataProducer = await direct.produceData({ label: 'chat' });
  await plain.consumeData({ dataProducerId: dataProducer.id });
  seen.done.push('media');
  const pipe = await router.createPipeTransport({ listenInfo: listen('udp'), enableSrtp: true, enableRtx: true });
  await pipe.consume({ producerId: producer.id });
  await router.createAudioLevelObserver();
  await router.createActiveSpeakerObserver();
  seen.done.push('pipe');
  await Promise.all([worker, router, browser, plain, producer, consumer, dataProducer].map((one) => one.dump()));
  await Promise.all([browser, plain, producer, consumer, dataProducer].map((one) => one.getStats()));
  await worker.getResourceUsage();
  seen.done.push('reports');
} catch (error) {
  seen.error = error.message;
}

worker.close();
process.stdout.write(`${JSON.stringify(seen)}\n`);
