using Tureen.Engine.Primitives;

namespace Tureen.Engine.Ice.Gathering;

/// <summary>A TURN server, and the socket that it is reached by.</summary>
/// <param name="Url">What names it in reports.</param>
/// <param name="Tuple">The socket and the server's address; over TCP and TLS a connection.</param>
/// <param name="Username">The user's name; empty for none.</param>
/// <param name="Password">The user's password.</param>
/// <param name="WantsIPv6">Whether an IPv6 address is requested in place of an IPv4 one.</param>
internal sealed record TurnServer(string Url, TransportTuple Tuple, string Username, string Password, bool WantsIPv6);
