/** Milliseconds: the middle of the first wait. Waits spread from a third to five thirds of their middle. */
const FIRST = 900;

/** Milliseconds: the middle of the longest wait. */
const LONGEST = 8_000;

/** Waits between attempts: longer each time, and different for each page, so that the pages of a server that restarts do not all come at once. */
export class ReconnectDelay {
  #middle = FIRST;

  next(random: () => number = Math.random): number {
    const wait = this.#middle * (1 / 3 + (4 / 3) * random());
    this.#middle = Math.min(2 * this.#middle, LONGEST);
    return wait;
  }

  /** An attempt succeeded. */
  reset(): void {
    this.#middle = FIRST;
  }
}
