/** The server refuses a request; `code` is that of the server, such as 403. */
export class RoomError extends Error {
  constructor(
    readonly code: number,
    reason: string,
  ) {
    super(reason);
    this.name = 'RoomError';
  }
}

/** No answer, because the connection is closed or the server took too long. */
export class ConnectionError extends Error {
  override name = 'ConnectionError';
}

/** Any thrown value as an error. */
export function asError(value: unknown): Error {
  return value instanceof Error ? value : new Error(String(value));
}
