import { Connection } from './connection.js';
import { openCamera, openMicrophone, openScreen } from './devices.js';
import { asError, ConnectionError } from './errors.js';
import { Events } from './events.js';
import { ReconnectDelay } from './reconnect-delay.js';
import type { RemoteTrack } from './remote-track.js';
import { Sent } from './sent.js';
import type { Json } from './signaling.js';
import { socketUrl } from './socket-url.js';
import type { JoinOptions, Peer, RoomState, Source, TextMessage } from './types.js';

/** The events of a room, with the arguments of their handlers. */
export type RoomEvents = {
  state: [state: RoomState];
  /** Not for those who were there before; see `peers`. */
  peerJoined: [peer: Peer];
  peerLeft: [peer: Peer];
  peerChanged: [peer: Peer];
  /** A track arrives; a new handler gets those that are there already, too. After a reconnection all tracks arrive again. */
  track: [track: RemoteTrack];
  trackChanged: [track: RemoteTrack];
  trackEnded: [track: RemoteTrack];
  /** Who speaks; undefined when nobody does. */
  speaker: [peer: Peer | undefined];
  text: [message: TextMessage];
  /** A message of the server API. */
  message: [message: { topic: string; data: unknown }];
  /** The device is gone, the user stopped sharing, or the right to send it has ended. */
  localEnded: [source: Source];
  /** A host muted the user, or ended that. */
  hostMuted: [source: Source, isMuted: boolean];
  /** A host asks the user to unmute. */
  unmuteRequested: [source: Source | undefined];
  /** Bits per second that the connection to this page carries. */
  downlink: [bitrate: number];
  /** The server ended the stay for good. */
  removed: [removal: { cause: string; reason: string }];
  /** Something went wrong that needs no answer, such as a lost connection. */
  problem: [error: Error];
  /** What the room does not know itself, as sent by `RoomPeer.Notify` of an application. */
  notification: [method: string, data: Json];
};

/** The user's place in a room. It comes back by itself when the connection is lost. */
export class Room extends Events<RoomEvents> {
  /** Who else is in the room, by id. */
  readonly peers = new Map<string, Peer>();
  /** How the others know this client. */
  readonly peerId: string;
  readonly #url: string;
  readonly #options: JoinOptions;
  readonly #sent = new Sent();
  #state: RoomState = 'connecting';
  #connection: Connection | undefined;
  #reconnectToken = '';
  #wake: () => void = () => {};

  /** Only `joinRoom` makes rooms. */
  constructor(url: string, options: JoinOptions) {
    super();
    this.#url = url;
    this.#options = options;
    this.peerId = options.peerId ?? crypto.randomUUID();
  }

  get state(): RoomState {
    return this.#state;
  }

  /** What arrives, by id. */
  get tracks(): ReadonlyMap<string, RemoteTrack> {
    return this.#connection?.received.tracks ?? new Map();
  }

  /** What is sent, by its source. */
  get localTracks(): ReadonlyMap<Source, MediaStreamTrack> {
    return this.#sent.tracks;
  }

  /** Words of the access token: what the user may do. */
  get grants(): readonly string[] {
    return this.#connection?.grants ?? [];
  }

  override on<Name extends keyof RoomEvents>(name: Name, handler: (...args: RoomEvents[Name]) => void): () => void {
    const off = super.on(name, handler);
    if (name === 'track') {
      this.tracks.forEach((track) => (handler as (track: RemoteTrack) => void)(track));
    }

    return off;
  }

  /** Joins for the first time. Only the package calls this. */
  async enter(): Promise<void> {
    const signal = this.#options.signal;
    signal?.throwIfAborted();
    const abort = (): void => this.leave();
    signal?.addEventListener('abort', abort);
    try {
      await this.#openDevices();
      await this.#connect();
    } catch (error) {
      this.leave();
      throw signal?.aborted ? signal.reason : error;
    } finally {
      signal?.removeEventListener('abort', abort);
    }

    void this.#stay();
  }

  /** Opens or closes the microphone; with a track, sends that one. */
  setMicrophone(wanted: boolean | MediaTrackConstraints | MediaStreamTrack): Promise<void> {
    return this.#setDevice('microphone', wanted, openMicrophone);
  }

  /** Opens or closes the camera; with a track, sends that one. */
  setCamera(wanted: boolean | MediaTrackConstraints | MediaStreamTrack): Promise<void> {
    return this.#setDevice('camera', wanted, openCamera);
  }

  /** Lets the user choose a screen, or stops sharing it; with a track, sends that one. */
  setScreen(wanted: boolean | MediaTrackConstraints | MediaStreamTrack): Promise<void> {
    return this.#setDevice('screen', wanted, openScreen);
  }

  isMuted(source: Source = 'microphone'): boolean {
    return this.#sent.isMuted(source);
  }

  /** Pauses what is sent, or goes on. The device stays open. */
  setMuted(isMuted: boolean, source: Source = 'microphone'): Promise<void> {
    return this.#sent.setMuted(source, isMuted);
  }

  /** Sends the camera in at most this size, from 0. */
  async setMaxSpatialLayer(layer: number, source: Source = 'camera'): Promise<void> {
    await this.#sent.producer(source)?.setMaxSpatialLayer(layer);
  }

  /** Writes to all in the room, as soon as there is a connection. */
  sendText(text: string): void {
    this.#sent.sendText(text);
  }

  /** Changes the name that the others see. */
  async setName(name: string): Promise<void> {
    await this.request('changeDisplayName', { displayName: name });
    this.#options.name = name;
  }

  /** Gives the server a later token, so that the stay goes on after the end of the present one. */
  async renewToken(token: string): Promise<void> {
    await this.request('renewToken', { token });
  }

  /** Asks the server anything: moderation, or what the application answers in `RoomHooks.HandleRequestAsync`. */
  request(method: string, data: Json = {}): Promise<Json> {
    return this.#connection?.signaling.request(method, data) ?? Promise.reject(new ConnectionError(`${method}: there is no connection`));
  }

  /** The statistics of the browser for both directions. */
  async getStats(): Promise<RTCStatsReport[]> {
    const transports = [this.#connection?.send, this.#connection?.receive];
    return Promise.all(transports.flatMap((transport) => (transport ? [transport.getStats()] : [])));
  }

  /** Leaves, and closes the devices that the room opened. Does nothing the second time. */
  leave(): void {
    if (this.#state === 'left') {
      return;
    }

    this.#setState('left');
    this.#connection?.close();
    this.#sent.tracks.forEach((track) => track.stop());
    this.#sent.tracks.clear();
    this.#wake();
  }

  async #openDevices(): Promise<void> {
    const { microphone, camera } = this.#options;
    if (microphone) {
      await this.setMicrophone(microphone);
    }

    if (camera) {
      await this.setCamera(camera);
    }
  }

  /** Stays in the room: comes back whenever the connection is lost. */
  async #stay(): Promise<void> {
    const delay = new ReconnectDelay();
    let lostAt = 0;
    while (this.#state !== 'left') {
      try {
        if (this.#connection === undefined) {
          await this.#connect();
          delay.reset();
        }

        await this.#connection!.ended;
        lostAt = performance.now();
        this.#raiseProblem(new ConnectionError('The connection was lost.'));
      } catch (error) {
        this.#raiseProblem(error);
      }

      this.#connection = undefined;
      this.#sent.end();
      this.#forgetPeers();
      if (performance.now() - lostAt > (this.#options.reconnectSeconds ?? Infinity) * 1000) {
        this.leave();
      }

      if (this.#state !== ('left' as RoomState)) {
        this.#setState('reconnecting');
        await this.#sleep(delay.next());
      }
    }
  }

  async #connect(): Promise<void> {
    const { token, room } = this.#options;
    const fresh = typeof token === 'function' ? await token() : token;
    const connection = new Connection(
      {
        track: (track) => this.emit('track', track),
        trackChanged: (track) => this.emit('trackChanged', track),
        trackEnded: (track) => this.emit('trackEnded', track),
        text: (peerId, text) => this.emit('text', { from: this.peers.get(peerId), text }),
      },
      (method, data) => this.#handleNotification(method, data),
      () => this.#setState('waiting'),
    );
    this.#connection = connection;
    const query = { roomId: room, peerId: this.peerId, reconnectToken: this.#reconnectToken, token: fresh };
    const joined = await connection.open(socketUrl(this.#url, query), this.#options, () => this.#state === 'left');
    this.#reconnectToken = joined.reconnectToken ?? '';
    (joined.peers as Json[] | undefined)?.forEach((peer) => this.#setPeer(peer));
    this.#setState('connected');
    try {
      await this.#sent.begin(connection.link);
    } catch (error) {
      // Who cannot send can still see and hear.
      this.#raiseProblem(error);
    }
  }

  async #setDevice(
    source: Source, wanted: boolean | MediaTrackConstraints | MediaStreamTrack, open: (constraints?: MediaTrackConstraints) => Promise<MediaStreamTrack>,
  ): Promise<void> {
    const before = this.#sent.tracks.get(source);
    let track: MediaStreamTrack | undefined;
    if (wanted instanceof MediaStreamTrack) {
      track = wanted;
    } else if (wanted) {
      track = await open(wanted === true ? undefined : wanted);
    }

    if (this.#state === 'left') {
      track?.stop();
      throw new ConnectionError('the room was left');
    }

    const given = track;
    given?.addEventListener('ended', () => {
      if (this.#sent.tracks.get(source) === given) {
        void this.#sent.set(source, undefined).catch((error) => this.#raiseProblem(error));
        this.emit('localEnded', source);
      }
    });
    const isSet = this.#sent.set(source, track);
    if (before !== track) {
      before?.stop();
    }

    await isSet;
  }

  #handleNotification(method: string, data: Json): void {
    switch (method) {
      case 'newPeer':
        this.emit('peerJoined', this.#setPeer(data.peer ?? data));
        break;
      case 'peerClosed':
        this.#removePeer(data.peerId);
        break;
      case 'peerDisplayNameChanged':
      case 'peerUpdated':
        this.#changePeer(data);
        break;
      case 'activeSpeaker':
        this.emit('speaker', this.peers.get(data.peerId));
        break;
      case 'downlinkBwe':
        this.emit('downlink', data.availableBitrate);
        break;
      case 'roomMessage':
        this.emit('message', { topic: data.topic, data: data.data });
        break;
      case 'removed':
        this.emit('removed', { cause: data.cause, reason: data.reason });
        this.leave();
        break;
      default:
        this.#handleHost(method, data);
    }
  }

  #handleHost(method: string, data: Json): void {
    const source = this.#sent.sourceOf(data.producerId);
    if (method === 'unmuteRequested') {
      this.emit('unmuteRequested', source);
    } else if ((method === 'trackMuted' || method === 'trackUnmuted') && source) {
      this.emit('hostMuted', source, method === 'trackMuted');
    } else if (method === 'producerClosed' && source) {
      this.#sent.tracks.get(source)?.stop();
      this.#sent.handleProducerClosed(source);
      this.emit('localEnded', source);
    } else {
      this.emit('notification', method, data);
    }
  }

  #setPeer(data: Json): Peer {
    const id: string = data.peerId ?? data.id;
    const peer: Peer = this.peers.get(id) ?? { id, name: '', role: undefined, metadata: undefined };
    Object.assign(peer, { name: data.displayName ?? '', role: data.role, metadata: data.metadata });
    this.peers.set(id, peer);
    return peer;
  }

  #changePeer({ peerId, displayName, role, metadata }: Json): void {
    const peer = this.peers.get(peerId);
    if (peer) {
      Object.assign(peer, displayName === undefined ? { role, metadata } : { name: displayName });
      this.emit('peerChanged', peer);
    }
  }

  #removePeer(id: string): void {
    const peer = this.peers.get(id);
    this.#connection?.received.removeOf(id);
    if (peer) {
      this.peers.delete(id);
      this.emit('peerLeft', peer);
    }
  }

  /** Who is there is known again after the next connection. */
  #forgetPeers(): void {
    for (const id of [...this.peers.keys()]) {
      this.#removePeer(id);
    }
  }

  #raiseProblem(error: unknown): void {
    if (this.#state !== 'left') {
      this.emit('problem', asError(error));
    }
  }

  #setState(state: RoomState): void {
    if (this.#state !== state && this.#state !== 'left') {
      this.#state = state;
      this.emit('state', state);
    }
  }

  #sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
      setTimeout(resolve, milliseconds);
    });
  }
}
