function find(stats, type) {
  for (const entry of stats.values()) {
    if (entry.type === type) {
      return entry;
    }
  }

  return {};
}

/** The numbers of one Consumer as the browser sees it. */
export async function consumerReport({ consumer, playback, peerId }) {
  const stats = await consumer.getStats();
  const inbound = find(stats, 'inbound-rtp');
  return {
    id: consumer.id,
    peerId,
    kind: consumer.kind,
    producerId: consumer.producerId,
    paused: consumer.paused,
    firstFrameMs: playback.firstFrameMs,
    width: playback.width,
    height: playback.height,
    packetsReceived: inbound.packetsReceived ?? 0,
    bytesReceived: inbound.bytesReceived ?? 0,
    packetsLost: inbound.packetsLost ?? 0,
    framesDecoded: inbound.framesDecoded ?? 0,
    frameHeight: inbound.frameHeight ?? 0,
    framesPerSecond: inbound.framesPerSecond ?? 0,
    nackCount: inbound.nackCount ?? 0,
    pliCount: inbound.pliCount ?? 0,
    codec: inbound.codecId ? stats.get(inbound.codecId)?.mimeType ?? '' : '',
    keyFramesDecoded: inbound.keyFramesDecoded ?? 0,
    freezeCount: inbound.freezeCount ?? 0,
    totalFreezesDuration: inbound.totalFreezesDuration ?? 0,
    totalAudioEnergy: inbound.totalAudioEnergy ?? 0,
    totalSamplesReceived: inbound.totalSamplesReceived ?? 0,
  };
}

/** The numbers of one Producer, its streams added up. */
export async function producerReport(producer) {
  const report = {
    id: producer.id,
    kind: producer.kind,
    paused: producer.paused,
    packetsSent: 0,
    framesEncoded: 0,
    nackCount: 0,
    pliCount: 0,
    targetBitrate: 0,
    roundTripTime: null,
  };
  for (const entry of (await producer.getStats()).values()) {
    if (entry.type === 'outbound-rtp') {
      report.packetsSent += entry.packetsSent ?? 0;
      report.framesEncoded += entry.framesEncoded ?? 0;
      report.nackCount += entry.nackCount ?? 0;
      report.pliCount += entry.pliCount ?? 0;
      report.targetBitrate += entry.targetBitrate ?? 0;
    } else if (entry.type === 'remote-inbound-rtp') {
      report.roundTripTime = entry.roundTripTime ?? null;
    }
  }

  return report;
}
