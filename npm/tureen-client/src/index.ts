import { Room } from './room.js';
import type { JoinOptions } from './types.js';

export { listDevices, openCamera, openMicrophone, openScreen, watchDevices } from './devices.js';
export { ConnectionError, RoomError } from './errors.js';
export type { RemoteTrack } from './remote-track.js';
export type { Room, RoomEvents } from './room.js';
export type { JoinOptions, Layers, Peer, RoomState, Source, TextMessage } from './types.js';

/**
 * Joins a room. The promise resolves when the user is in the room, and rejects when the server cannot be reached or refuses. From then on
 * the room comes back by itself when the connection is lost.
 */
export async function joinRoom(url: string, options: JoinOptions = {}): Promise<Room> {
  const room = new Room(url, { ...options });
  await room.enter();
  return room;
}
