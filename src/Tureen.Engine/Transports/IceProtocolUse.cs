using Tureen.Ortc;

namespace Tureen.Engine.Transports;

/// <summary>Which protocols a WebRtcTransport offers its peer, and which of them it prefers.</summary>
internal readonly record struct IceProtocolUse(bool EnableUdp, bool EnableTcp, bool PreferUdp = false, bool PreferTcp = false)
{
    /// <summary>Every protocol that has a listener.</summary>
    public static IceProtocolUse All => new(EnableUdp: true, EnableTcp: true);

    public bool Uses(TransportProtocol protocol) => protocol == TransportProtocol.Udp ? EnableUdp : EnableTcp;

    public bool Prefers(TransportProtocol protocol) => protocol == TransportProtocol.Udp ? PreferUdp : PreferTcp;
}
