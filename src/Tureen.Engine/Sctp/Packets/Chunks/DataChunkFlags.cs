namespace Tureen.Engine.Sctp.Packets.Chunks;

/// <summary>The flags of DATA and I-DATA (RFC 9260 §3.3.1, RFC 8260 §2.1).</summary>
[Flags]
internal enum DataChunkFlags : byte
{
    None = 0,

    /// <summary>E: the last fragment of a message.</summary>
    End = 1,

    /// <summary>B: the first fragment of a message.</summary>
    Beginning = 2,

    /// <summary>U: the message has no place in the order of its stream.</summary>
    Unordered = 4,

    /// <summary>I: the sender wants the SACK at once.</summary>
    Immediate = 8,
}
