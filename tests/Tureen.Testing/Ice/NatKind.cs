namespace Tureen.Testing.Ice;

/// <summary>How a NAT maps and filters (RFC 3489 §5; the words of RFC 4787 in brackets).</summary>
public enum NatKind
{
    /// <summary>One port for all, open to all (endpoint-independent mapping and filtering).</summary>
    FullCone,

    /// <summary>One port for all, open to hosts that were sent to (address-dependent filtering).</summary>
    AddressRestricted,

    /// <summary>One port for all, open to ports that were sent to (address and port-dependent filtering).</summary>
    PortRestricted,

    /// <summary>A port for each destination, open to that alone (address and port-dependent mapping and filtering).</summary>
    Symmetric,
}
