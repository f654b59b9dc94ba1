namespace Tureen.Rooms.Security;

/// <summary>What kind of destination for media an IP address is.</summary>
internal enum AddressKind
{
    /// <summary>A public address.</summary>
    Public,

    /// <summary>This machine.</summary>
    Loopback,

    /// <summary>An address of a private network, a link, or a provider's address translation.</summary>
    Private,

    /// <summary>Multicast, broadcast, unspecified, reserved, or an IPv6 form that hides another address: never a destination.</summary>
    Unusable,
}
