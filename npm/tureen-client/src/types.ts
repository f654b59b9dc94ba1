/** Where a track comes from. */
export type Source = 'microphone' | 'camera' | 'screen';

/** `waiting` is the lobby; `left` is final. */
export type RoomState = 'connecting' | 'waiting' | 'connected' | 'reconnecting' | 'left';

/** Somebody else in the room. The object stays the same while that one is there. */
export interface Peer {
  readonly id: string;
  name: string;
  /** A word of the access token for the application. */
  role: string | undefined;
  /** What the server API stored. */
  metadata: Record<string, unknown> | undefined;
}

/** Which layers of a picture arrive, from 0. */
export interface Layers {
  spatial: number;
  temporal: number;
}

/** A text of the room's chat. */
export interface TextMessage {
  /** Undefined for somebody who is not, or no longer, in the room. */
  from: Peer | undefined;
  text: string;
}

export interface JoinOptions {
  /** The room; without it, `roomId` of the URL. */
  room?: string;
  /** What the others see, unless the token says it. */
  name?: string;
  /** The access token. A function is called before each connection, so that it can get a fresh one. */
  token?: string | (() => string | Promise<string>);
  /** How the others know this client; by default random. Nobody else in the room may have it. */
  peerId?: string;
  /** Opens the microphone, with constraints if given. */
  microphone?: boolean | MediaTrackConstraints;
  /** Opens the camera, with constraints if given. */
  camera?: boolean | MediaTrackConstraints;
  /** Receives nothing, for clients that only send. */
  sendOnly?: boolean;
  /** Media over TCP only. */
  forceTcp?: boolean;
  /** Seconds after which a lost connection is given up; by default never. */
  reconnectSeconds?: number;
  /** Ends the attempt to join. */
  signal?: AbortSignal;
}
