import { asError, ConnectionError, RoomError } from './errors.js';
import { Heartbeat, HEARTBEAT_TICK } from './heartbeat.js';

/** The data of a message. */
export type Json = Record<string, any>;

/** What a connection raises. */
export interface SignalingHandlers {
  /** The server asks; what it returns is the answer, what it throws the refusal. */
  request(method: string, data: Json): Promise<Json | void>;
  notification(method: string, data: Json): void;
  /** Once, when an open connection has ended. */
  closed(): void;
}

/** Milliseconds that an answer may take. */
const REQUEST_LIMIT = 20_000;

/** Milliseconds that opening the socket may take. */
const OPEN_LIMIT = 15_000;

/** Requests on their way; more at a time come from an application that has gone astray. */
const MAX_PENDING = 256;

/** Ids of requests are below this number. */
const ID_RANGE = 10_000_000;

const INTERNAL_ERROR = 500;

interface Pending {
  resolve(data: Json): void;
  reject(error: Error): void;
  timer: ReturnType<typeof setTimeout>;
}

/** One WebSocket with requests, responses and notifications in both directions, in the form of protoo. */
export class Signaling {
  readonly #socket: WebSocket;
  readonly #handlers: SignalingHandlers;
  readonly #pending = new Map<number, Pending>();
  #heartbeat: Heartbeat | undefined;
  #ticker: ReturnType<typeof setInterval> | undefined;
  #isClosed = false;
  #lastId = Math.floor(Math.random() * ID_RANGE);

  private constructor(socket: WebSocket, handlers: SignalingHandlers) {
    this.#socket = socket;
    this.#handlers = handlers;
  }

  /** Opens a connection; rejects if the server refuses it or cannot be reached. */
  static open(url: string, handlers: SignalingHandlers): Promise<Signaling> {
    const socket = new WebSocket(url, 'protoo');
    const signaling = new Signaling(socket, handlers);
    return new Promise((resolve, reject) => {
      const fail = (reason: string): void => {
        clearTimeout(timer);
        socket.onopen = socket.onclose = socket.onmessage = null;
        socket.close();
        reject(new ConnectionError(reason));
      };
      const timer = setTimeout(() => fail('The room server did not answer in time.'), OPEN_LIMIT);
      socket.onclose = () => fail('The room server refused the connection or cannot be reached. Its log has the reason.');
      socket.onopen = () => {
        clearTimeout(timer);
        signaling.#begin();
        resolve(signaling);
      };
      // The first message may come before whoever waits for this promise goes on.
      socket.onmessage = ({ data }) => signaling.#handleMessage(data);
    });
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Asks the server. */
  request(method: string, data: Json = {}): Promise<Json> {
    if (this.#isClosed) {
      return Promise.reject(new ConnectionError(`${method}: the connection is closed`));
    }

    if (this.#pending.size >= MAX_PENDING) {
      return Promise.reject(new ConnectionError(`${method}: ${MAX_PENDING} requests are on their way already`));
    }

    this.#lastId = (this.#lastId + 1) % ID_RANGE;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#pending.delete(id);
        reject(new ConnectionError(`${method}: no answer within ${REQUEST_LIMIT / 1000} seconds`));
      }, REQUEST_LIMIT);
      this.#pending.set(id, { resolve, reject, timer });
      this.#send({ request: true, id, method, data });
    });
  }

  /** Sends a notification, which nobody answers. */
  notify(method: string, data: Json): void {
    this.#send({ notification: true, method, data });
  }

  /** Closes the connection. What waits for an answer fails. Does nothing the second time. */
  close(): void {
    if (this.#isClosed) {
      return;
    }

    this.#isClosed = true;
    clearInterval(this.#ticker);
    this.#socket.onclose = this.#socket.onmessage = null;
    this.#socket.close();
    for (const { reject, timer } of this.#pending.values()) {
      clearTimeout(timer);
      reject(new ConnectionError('The connection closed.'));
    }

    this.#pending.clear();
    this.#handlers.closed();
  }

  #begin(): void {
    this.#heartbeat = new Heartbeat(performance.now());
    this.#socket.onclose = () => this.close();
    this.#ticker = setInterval(() => this.#handleTick(), HEARTBEAT_TICK);
  }

  #handleTick(): void {
    switch (this.#heartbeat?.handleTick(performance.now())) {
      case 'ask':
        // Any message counts as the answer, a refusal too.
        this.request('ping').catch(() => {});
        break;
      case 'lost':
        this.close();
        break;
      default:
    }
  }

  #send(message: Json): void {
    if (this.#socket.readyState === WebSocket.OPEN) {
      this.#socket.send(JSON.stringify(message));
    }
  }

  #handleMessage(text: unknown): void {
    this.#heartbeat?.handleHeard(performance.now());
    let message: Json;
    try {
      message = JSON.parse(String(text));
    } catch {
      return;
    }

    const data: Json = message.data ?? {};
    if (message.response) {
      this.#handleResponse(message, data);
    } else if (message.request) {
      void this.#answer(message.id, message.method, data);
    } else if (message.notification) {
      this.#handlers.notification(message.method, data);
    }
  }

  #handleResponse(message: Json, data: Json): void {
    const pending = this.#pending.get(message.id);
    if (!pending) {
      return;
    }

    this.#pending.delete(message.id);
    clearTimeout(pending.timer);
    if (message.ok) {
      pending.resolve(data);
    } else {
      pending.reject(new RoomError(message.errorCode ?? INTERNAL_ERROR, message.errorReason ?? 'refused'));
    }
  }

  async #answer(id: number, method: string, data: Json): Promise<void> {
    try {
      this.#send({ response: true, id, ok: true, data: (await this.#handlers.request(method, data)) ?? {} });
    } catch (error) {
      const { message } = asError(error);
      this.#send({ response: true, id, ok: false, errorCode: error instanceof RoomError ? error.code : INTERNAL_ERROR, errorReason: message });
    }
  }
}
