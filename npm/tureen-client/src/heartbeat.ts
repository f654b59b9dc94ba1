/** Milliseconds between two looks at the clock. */
export const HEARTBEAT_TICK = 250;

/** Milliseconds without a message after which the server is asked whether it is there. */
const PING_AFTER = 1_000;

/** Milliseconds after which a new connection is tried. A server that restarts or a network that changes needs some seconds. */
const LOST_AFTER = 10_000;

/**
 * Notices a server or a network that has fallen silent while the socket stays open, which browsers report after a minute or never. Time without
 * a question does not count, because a browser lets the timers of a hidden page run once a minute.
 */
export class Heartbeat {
  #heardAt: number;
  #askedAt: number | undefined;

  constructor(now: number) {
    this.#heardAt = now;
  }

  /** The server sent something. */
  handleHeard(now: number): void {
    this.#heardAt = now;
    this.#askedAt = undefined;
  }

  /** Looks at the clock: whether to ask the server now, or to give the connection up. */
  handleTick(now: number): 'ask' | 'lost' | 'wait' {
    const silent = now - this.#heardAt;
    if (this.#askedAt === undefined) {
      if (silent < PING_AFTER) {
        return 'wait';
      }

      this.#askedAt = now;
      return 'ask';
    }

    return Math.min(silent, now - this.#askedAt + PING_AFTER) >= LOST_AFTER ? 'lost' : 'wait';
  }
}
