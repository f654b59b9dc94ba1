namespace Tureen.Engine.Forwarding;

/// <summary>Why a consumer sends nothing.</summary>
[Flags]
internal enum ConsumerHalts : byte
{
    None = 0,
    NotConnected = 1,

    /// <summary>The application paused it.</summary>
    Paused = 2,
    ProducerPaused = 4,

    /// <summary>The path carries no video for now.</summary>
    HeldBack = 8,
    Closed = 16,

    /// <summary>The other end of a pipe wants nothing of it.</summary>
    NotWanted = 32,
}
