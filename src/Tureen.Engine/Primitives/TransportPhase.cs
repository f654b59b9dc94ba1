namespace Tureen.Engine.Primitives;

/// <summary>How far a transport has come, of whatever type it is.</summary>
internal enum TransportPhase : byte
{
    /// <summary>Media has never been able to flow.</summary>
    New,

    Connected,

    /// <summary>Was connected before.</summary>
    Disconnected,
}
