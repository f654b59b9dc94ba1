namespace Tureen.Engine.Sctp.Packets.Parameters;

/// <summary>Types of parameters about addresses (RFC 9260 §3.3.2.1), which mean nothing where one path is given.</summary>
internal static class AddressParameter
{
    public const ushort IPv4 = 5;

    public const ushort IPv6 = 6;

    /// <summary>Deprecated; a peer that sends it is answered with ABORT.</summary>
    public const ushort HostName = 11;

    public const ushort SupportedTypes = 12;
}
