using System.Text.Json.Nodes;
using Tureen.Ortc;

namespace Tureen.V2;

/// <summary>What a client wants of its transport. As in v2, a field that is no boolean is ignored.</summary>
internal sealed record TransportWishes(bool Udp, bool Tcp, bool PreferIPv4, bool PreferIPv6, bool PreferUdp, bool PreferTcp)
{
    private const uint HostPreference = 64u << 24;
    private const uint BasePreference = 20_000;
    private const uint FamilyBonus = 10_000;
    private const uint ProtocolBonus = 5_000;

    public static TransportWishes Read(JsonObject options) => new(
        options.Boolean("udp") ?? true,
        options.Boolean("tcp") ?? true,
        options.Boolean("preferIPv4") ?? false,
        options.Boolean("preferIPv6") ?? false,
        options.Boolean("preferUdp") ?? false,
        options.Boolean("preferTcp") ?? false);

    /// <summary>v2's priority of a candidate.</summary>
    public uint PriorityOf(TransportProtocol protocol, bool isIPv6)
    {
        uint preference = BasePreference;
        if (isIPv6 ? PreferIPv6 : PreferIPv4)
        {
            preference += FamilyBonus;
        }

        if (protocol == TransportProtocol.Udp ? PreferUdp : PreferTcp)
        {
            preference += ProtocolBonus;
        }

        return HostPreference + (preference << 8) + 255;
    }
}
