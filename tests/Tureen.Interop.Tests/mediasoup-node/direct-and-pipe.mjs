// An application on npm mediasoup without any peer: packets and messages go in directly, over a pipe to another worker, and
// out directly. Tells what it saw as one line of JSON.
import * as mediasoup from 'mediasoup';

const packets = 100;
const mediaCodecs = [{ kind: 'audio', mimeType: 'audio/opus', clockRate: 48000, channels: 2 }];
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const seen = { rtp: 0, payloads: 0, traces: {}, volumes: 0, loudest: null, dominant: 0, messages: [] };

const workers = await Promise.all([mediasoup.createWorker(), mediasoup.createWorker()]);
for (const worker of workers) {
  worker.on('died', () => process.exit(3));
}
const [near, far] = await Promise.all(workers.map((worker) => worker.createRouter({ mediaCodecs })));
const [input, output] = await Promise.all([near.createDirectTransport(), far.createDirectTransport()]);

const producer = await input.produce({
  kind: 'audio',
  rtpParameters: {
    mid: '0',
    codecs: [{ mimeType: 'audio/opus', payloadType: 111, clockRate: 48000, channels: 2 }],
    headerExtensions: [{ uri: 'urn:ietf:params:rtp-hdrext:ssrc-audio-level', id: 6 }],
    encodings: [{ ssrc: 1234 }],
    rtcp: { cname: 'direct' },
  },
});
const dataProducer = await input.produceData({ label: 'chat', protocol: 'text' });
const pipe = { router: far, enableSrtp: true, enableRtx: true };
const { pipeProducer } = await near.pipeToRouter({ producerId: producer.id, ...pipe });
await near.pipeToRouter({ dataProducerId: dataProducer.id, ...pipe });

const consumer = await output.consume({ producerId: producer.id, rtpCapabilities: far.rtpCapabilities });
const dataConsumer = await output.consumeData({ dataProducerId: dataProducer.id, subchannels: [1, 2] });
const levels = await far.createAudioLevelObserver({ interval: 300, threshold: -90 });
const speakers = await far.createActiveSpeakerObserver({ interval: 300 });
await levels.addProducer({ producerId: producer.id });
await speakers.addProducer({ producerId: producer.id });
await producer.enableTraceEvent(['rtp']);

consumer.on('rtp', (packet) => {
  seen.rtp++;
  seen.payloads += packet.subarray(-3).equals(Buffer.from([1, 2, 3])) ? 1 : 0;
});
producer.on('trace', (trace) => {
  seen.traces[trace.type] = (seen.traces[trace.type] ?? 0) + 1;
});
levels.on('volumes', (volumes) => {
  seen.volumes++;
  seen.loudest = { isOurs: volumes[0].producer.id === producer.id, volume: volumes[0].volume };
});
speakers.on('dominantspeaker', ({ producer: speaker }) => {
  seen.dominant += speaker.id === producer.id ? 1 : 0;
});
dataConsumer.on('message', (message, ppid) => seen.messages.push(`${ppid}:${message}`));

// The way between the workers is UDP and there before the answers are, but SCTP on it shakes hands first.
await pause(500);
for (let i = 0; i < packets; i++) {
  const packet = Buffer.from('906f00000000000000' + '0004d2' + 'bede0001' + '60850000' + '78010203', 'hex');
  packet.writeUInt16BE(i, 2);
  packet.writeUInt32BE(i * 960, 4);
  producer.send(packet);
  await pause(20);
}
dataProducer.send('all');
dataProducer.send('one', undefined, [1]);
dataProducer.send('three', undefined, [3]);
dataProducer.send('two is required', undefined, [1], 2);
dataProducer.send(Buffer.from('bytes'));
await pause(500);

const [sent, received] = await consumer.getStats();
const [told] = await dataConsumer.getStats();
seen.stats = { sent: sent.packetCount, received: received.packetCount, score: received.score, messages: told.messagesSent };
const closed = new Promise((resolve) => consumer.on('producerclose', resolve));
producer.close();
await closed;
seen.isPipeClosed = pipeProducer.closed;
workers.forEach((worker) => worker.close());
console.log(JSON.stringify(seen));
