using Tureen.Ortc;

namespace Tureen.Engine.Transports;

/// <summary>An address of the client or of its peer.</summary>
/// <param name="Id">Unique among those of one transport.</param>
/// <param name="Type">Where it comes from.</param>
/// <param name="Protocol">UDP or TCP.</param>
/// <param name="Address">The address.</param>
/// <param name="Port">The port; 9 for the client's side of TCP.</param>
internal sealed record ClientCandidateStats(string Id, IceCandidateType Type, TransportProtocol Protocol, string Address, int Port)
{
    public uint? Priority { get; init; }

    public string? Foundation { get; init; }

    /// <summary>The server that gave it.</summary>
    public string? Url { get; init; }

    /// <summary>How the server of a relay is reached: <c>udp</c>, <c>tcp</c> or <c>tls</c>.</summary>
    public string? RelayProtocol { get; init; }

    public IceCandidateTcpType? TcpType { get; init; }
}
