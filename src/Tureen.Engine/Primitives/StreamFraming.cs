namespace Tureen.Engine.Primitives;

/// <summary>How packets are cut out of a stream of bytes.</summary>
internal enum StreamFraming
{
    /// <summary>Two bytes of length in front of each (RFC 4571), for ICE over TCP.</summary>
    Length,

    /// <summary>STUN messages and ChannelData, which have their own length (RFC 8656 §12.5), for TURN over TCP and TLS.</summary>
    Turn,
}
