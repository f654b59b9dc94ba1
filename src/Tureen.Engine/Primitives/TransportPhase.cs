namespace Tureen.Engine.Primitives;

/// <summary>The phase of a transport, the same for all types.</summary>
internal enum TransportPhase : byte
{
    /// <summary>Media has never been able to flow.</summary>
    New,

    Connected,

    /// <summary>Was connected before.</summary>
    Disconnected,
}
