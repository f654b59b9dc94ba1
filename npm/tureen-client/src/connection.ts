import { Device, type types } from 'mediasoup-client';
import { ConnectionError } from './errors.js';
import { Received, type ReceivedHandlers } from './received.js';
import type { Link } from './sent.js';
import { Signaling, type Json } from './signaling.js';
import { createTransport } from './transports.js';
import type { JoinOptions } from './types.js';

const FLAGS: Record<string, string> = { Firefox120: 'firefox', Safari12: 'safari' };

/** One connection to the room server: signaling, and a transport each way. A room that comes back has another one. */
export class Connection {
  readonly received: Received;
  /** Resolves when the connection has ended. */
  readonly ended: Promise<void>;
  device: types.Device | undefined;
  send: types.Transport | undefined;
  receive: types.Transport | undefined;
  grants: string[] = [];
  readonly #notify: (method: string, data: Json) => void;
  readonly #wait: () => void;
  #signaling: Signaling | undefined;
  #end: () => void = () => {};
  #admit: () => void = () => {};
  #isClosed = false;

  /** `notify` takes what the server reports, `wait` is called when a host has to admit the user. */
  constructor(handlers: ReceivedHandlers, notify: (method: string, data: Json) => void, wait: () => void) {
    this.received = new Received(handlers);
    this.#notify = notify;
    this.#wait = wait;
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  get signaling(): Signaling {
    if (!this.#signaling) {
      throw new ConnectionError('there is no connection yet');
    }

    return this.#signaling;
  }

  /** What carries the media that the user sends. */
  get link(): Link {
    if (!this.device || !this.send) {
      throw new ConnectionError('the connection is not complete');
    }

    return { signaling: this.signaling, device: this.device, send: this.send };
  }

  /** Connects and joins; gives the answer of the server. `isLeft` asks whether that has become useless. */
  async open(url: string, options: JoinOptions, isLeft: () => boolean): Promise<Json> {
    try {
      // 1. Signaling.
      this.#signaling = await Signaling.open(url, {
        request: (method, data) => this.received.handleRequest(method, data, this.signaling, this.receive),
        notification: (method, data) => this.#handleNotification(method, data),
        closed: () => this.close(),
      });
      this.#requireOpen(isLeft());

      // 2. What this browser and the room have in common, and a transport each way.
      const capabilities = await this.signaling.request('getRouterRtpCapabilities');
      this.device = await Device.factory();
      await this.device.load({ routerRtpCapabilities: (capabilities.routerRtpCapabilities ?? capabilities) as types.RtpCapabilities });
      const forceTcp = options.forceTcp === true;
      this.send = await createTransport(this.signaling, this.device, true, forceTcp);
      if (!options.sendOnly) {
        this.receive = await createTransport(this.signaling, this.device, false, forceTcp);
      }

      // 3. In.
      const joined = await this.#join(options);
      this.grants = joined.grants ?? [];
      this.#requireOpen(isLeft());
      return joined;
    } catch (error) {
      // Closed before the socket was open, the connection knows nothing of it.
      this.#signaling?.close();
      this.close();
      throw error;
    }
  }

  /** Closes all. Does nothing the second time. */
  close(): void {
    if (this.#isClosed) {
      return;
    }

    this.#isClosed = true;
    this.#signaling?.close();
    this.received.close();
    this.send?.close();
    this.receive?.close();
    this.#admit();
    this.#end();
  }

  /** Joins, as soon as a host admits the user if the room has a lobby. */
  async #join(options: JoinOptions): Promise<Json> {
    const device = this.device as types.Device;
    for (;;) {
      const isAdmitted = new Promise<void>((resolve) => {
        this.#admit = resolve;
      });
      const answer = await this.signaling.request('join', {
        displayName: options.name ?? '',
        device: { flag: FLAGS[device.handlerName] ?? 'chrome', name: 'tureen-client' },
        ...(!options.sendOnly && { rtpCapabilities: device.recvRtpCapabilities }),
        waitsInLobby: true,
      });
      if (!answer.isWaiting) {
        return answer;
      }

      this.#wait();
      // When the connection closes first, the next request fails.
      await isAdmitted;
    }
  }

  #handleNotification(method: string, data: Json): void {
    if (method === 'lobbyAdmitted') {
      this.#admit();
    } else if (method === 'rightsChanged') {
      this.grants = data.grants ?? [];
    }

    if (!this.received.handleNotification(method, data)) {
      this.#notify(method, data);
    }
  }

  #requireOpen(isLeft: boolean): void {
    if (isLeft || this.#isClosed) {
      throw new ConnectionError('the room was left, or the connection closed meanwhile');
    }
  }
}
