using Tureen.Ortc;

namespace Tureen.Engine.Ice;

/// <summary>Priorities and foundations of candidates (RFC 8445 §5.1.2.1, with mediasoup's local preferences for those of a server).</summary>
internal static class IceCandidatePriority
{
    /// <summary>What checks of a full agent carry: the preference of peer-reflexive candidates (RFC 8445 §5.1.2.2), below its hosts.</summary>
    public const uint PeerReflexive = (110u << 24) + (65_535u << 8) + (256 - Component);

    /// <summary>The best local preference of an active TCP candidate, below all of UDP (RFC 6544 §4.2).</summary>
    public const ushort ActiveTcpPreference = (6 << 13) + 8191;

    private const uint HostTypePreference = 64;
    private const uint ClientHostTypePreference = 126;
    private const uint ReflexiveTypePreference = 100;
    private const uint Component = 1;
    private const int FirstLocalPreference = 10_000;
    private const int LocalPreferenceStep = 100;
    private const int PreferredProtocolBonus = 1_000;

    /// <summary>How much lower the internal address of a listen entry stands than its announced one.</summary>
    private const uint InternalAddressDecrement = 1_000;

    /// <summary>The local preference of the listen entry at <paramref name="index"/>: the first listed is the best.</summary>
    public static ushort LocalPreference(int index, bool isProtocolPreferred = false)
    {
        int preference = FirstLocalPreference - (index * LocalPreferenceStep);
        return (ushort)Math.Max(0, isProtocolPreferred ? preference + PreferredProtocolBonus : preference);
    }

    public static uint OfHost(ushort localPreference) =>
        (HostTypePreference << 24) + ((uint)localPreference << 8) + (256 - Component);

    /// <summary>A host candidate of a full agent, with the preference that the RFC recommends.</summary>
    public static uint OfClientHost(ushort localPreference) =>
        (ClientHostTypePreference << 24) + ((uint)localPreference << 8) + (256 - Component);

    /// <summary>A server-reflexive candidate of a full agent.</summary>
    public static uint OfReflexive(ushort localPreference) =>
        (ReflexiveTypePreference << 24) + ((uint)localPreference << 8) + (256 - Component);

    /// <summary>A relayed candidate of a full agent, the last to be used.</summary>
    public static uint OfRelay(ushort localPreference) => ((uint)localPreference << 8) + (256 - Component);

    /// <summary>The priority of the internal address that is shown beside an announced one.</summary>
    public static uint OfInternalAddress(uint announcedPriority) =>
        announcedPriority > InternalAddressDecrement ? announcedPriority - InternalAddressDecrement : 0;

    public static string Foundation(TransportProtocol protocol) =>
        protocol == TransportProtocol.Udp ? "udpcandidate" : "tcpcandidate";
}
