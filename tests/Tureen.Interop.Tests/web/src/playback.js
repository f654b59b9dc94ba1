/** Plays a received track in an element of its own, and notes when the first frame was decoded. */
export class Playback {
  #element;

  firstFrameMs = null;

  constructor({ track, rtpReceiver: receiver }, started) {
    this.#element = document.createElement(track.kind);
    this.#element.autoplay = true;
    this.#element.playsInline = true;
    this.#element.muted = track.kind === 'video';
    this.#element.srcObject = new MediaStream([track]);
    document.body.append(this.#element);
    this.#element.play().catch(() => {});
    if (track.kind === 'video') {
      this.#watch(receiver, started);
    }
  }

  // By the decoder's count: a page in the background presents no frames.
  async #watch(receiver, started) {
    while (this.firstFrameMs === null && this.#element.srcObject !== null) {
      for (const entry of (await receiver.getStats()).values()) {
        if (entry.type === 'inbound-rtp' && entry.framesDecoded > 0) {
          this.firstFrameMs ??= performance.now() - started;
        }
      }

      await new Promise((resolve) => { setTimeout(resolve, 20); });
    }
  }

  get width() {
    return this.#element.videoWidth ?? 0;
  }

  get height() {
    return this.#element.videoHeight ?? 0;
  }

  stop() {
    this.#element.srcObject = null;
    this.#element.remove();
  }
}
