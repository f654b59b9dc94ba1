using Tureen.Engine.Primitives;
using Tureen.Ortc;

namespace Tureen.Engine.Events;

/// <summary>What asking one server has brought.</summary>
/// <param name="Url">The server.</param>
/// <param name="Type">Server-reflexive or relayed.</param>
/// <param name="SocketId">The socket that the address belongs to.</param>
/// <param name="Address">The address; null when there is none, or not any more.</param>
/// <param name="ErrorCode">Why there is none: a STUN error code, or 701 when the server does not answer.</param>
internal readonly record struct GatheringResult(string Url, IceCandidateType Type, int SocketId, NetworkAddress? Address, int ErrorCode);
