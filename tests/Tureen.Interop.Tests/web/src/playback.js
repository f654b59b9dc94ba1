/** Plays a received track in an element of its own, and notes when the first frame showed. */
export class Playback {
  #element;

  firstFrameMs = null;

  constructor(track, started) {
    this.#element = document.createElement(track.kind);
    this.#element.autoplay = true;
    this.#element.playsInline = true;
    this.#element.muted = track.kind === 'video';
    this.#element.srcObject = new MediaStream([track]);
    document.body.append(this.#element);
    this.#element.play().catch(() => {});
    if (track.kind === 'video') {
      this.#element.requestVideoFrameCallback(() => {
        this.firstFrameMs = performance.now() - started;
      });
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
