using Tureen.Ortc;

namespace Tureen.Engine.Ice;

/// <summary>Priority and foundation of a host candidate (RFC 8445 §5.1.2.1, with mediasoup's local preferences).</summary>
internal static class IceCandidatePriority
{
    /// <summary>What checks of a full agent carry: the preference of peer-reflexive candidates (RFC 8445 §5.1.2.2), below its hosts.</summary>
    public const uint PeerReflexive = (110u << 24) + (65_535u << 8) + (256 - Component);

    private const uint HostTypePreference = 64;
    private const uint ClientHostTypePreference = 126;
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

    /// <summary>The priority of the internal address that is shown beside an announced one.</summary>
    public static uint OfInternalAddress(uint announcedPriority) =>
        announcedPriority > InternalAddressDecrement ? announcedPriority - InternalAddressDecrement : 0;

    public static string Foundation(TransportProtocol protocol) =>
        protocol == TransportProtocol.Udp ? "udpcandidate" : "tcpcandidate";
}
