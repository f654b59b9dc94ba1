namespace Tureen.Engine.Forwarding;

/// <summary>What a packet changed about the stream that it belongs to.</summary>
[Flags]
internal enum StreamChanges
{
    None = 0,

    /// <summary>The stream begins.</summary>
    Begun = 1,

    /// <summary>It takes the place of another SSRC.</summary>
    Source = 2,

    /// <summary>It has another payload type than the one before, or than announced.</summary>
    Codec = 4,
}
