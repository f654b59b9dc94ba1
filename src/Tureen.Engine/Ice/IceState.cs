namespace Tureen.Engine.Ice;

/// <summary>mediasoup's states of an ICE transport, and the end of them.</summary>
internal enum IceState : byte
{
    New,
    Connected,
    Completed,
    Disconnected,
    Closed,
}
