namespace Tureen.Rooms.Members;

/// <summary>A transport of a peer, and what the peer wants it for.</summary>
internal sealed record PeerTransport(WebRtcTransport Transport, bool IsConsuming);
