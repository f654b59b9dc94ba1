const INTERVAL = 100;

/** The state of the received videos every 100 ms, as an observer of the picture would note it. */
export class Samples {
  #all = [];

  #timer;

  constructor(receivers) {
    let isBusy = false;
    this.#timer = setInterval(async () => {
      if (!isBusy) {
        isBusy = true;
        await this.#take(receivers()).catch(() => {});
        isBusy = false;
      }
    }, INTERVAL);
  }

  /** What was noted since the last call. */
  drain() {
    return this.#all.splice(0);
  }

  stop() {
    clearInterval(this.#timer);
  }

  async #take(receivers) {
    for (const { consumer } of receivers) {
      if (consumer.kind === 'video' && !consumer.closed) {
        for (const entry of (await consumer.getStats()).values()) {
          if (entry.type === 'inbound-rtp') {
            this.#all.push({
              // The clock that the observer has, too.
              timeMs: performance.timeOrigin + performance.now(),
              consumerId: consumer.id,
              ssrc: entry.ssrc,
              frameHeight: entry.frameHeight ?? 0,
              framesDecoded: entry.framesDecoded ?? 0,
              keyFramesDecoded: entry.keyFramesDecoded ?? 0,
              freezeCount: entry.freezeCount ?? 0,
              totalFreezesDuration: entry.totalFreezesDuration ?? 0,
              packetsLost: entry.packetsLost ?? 0,
              bytesReceived: (entry.bytesReceived ?? 0) + (entry.headerBytesReceived ?? 0),
              pliCount: entry.pliCount ?? 0,
              nackCount: entry.nackCount ?? 0,
            });
          }
        }
      }
    }
  }
}
