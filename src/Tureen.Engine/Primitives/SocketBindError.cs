namespace Tureen.Engine.Primitives;

/// <summary>Why a socket could not be bound.</summary>
internal enum SocketBindError
{
    /// <summary>The port is taken; the next of a range may be free.</summary>
    AddressInUse,

    /// <summary>Every port of the range is taken.</summary>
    NoPortAvailable,

    /// <summary>The address does not belong to this machine.</summary>
    AddressNotAvailable,

    /// <summary>The process may not use the port.</summary>
    AccessDenied,

    /// <summary>The process or the system has no descriptor left.</summary>
    TooManyOpenFiles,

    /// <summary>The machine does not speak this family of addresses.</summary>
    AddressFamilyNotSupported,

    /// <summary>Anything else; the message contains the system's code.</summary>
    Other,
}
