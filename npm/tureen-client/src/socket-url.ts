/** The address of a client's WebSocket. */
export function socketUrl(url: string, query: Record<string, string | undefined>): string {
  const socket = new URL(url, globalThis.location?.href);
  socket.protocol = socket.protocol.replace(/^http/, 'ws');
  socket.hash = '';
  for (const [name, value] of Object.entries(query)) {
    if (value) {
      socket.searchParams.set(name, value);
    }
  }

  if (!socket.searchParams.get('roomId')) {
    throw new TypeError('the room is missing: pass the option room, or a URL with ?roomId=');
  }

  return socket.href;
}
