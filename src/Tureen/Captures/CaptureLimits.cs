namespace Tureen;

/// <summary>The bounds of captures.</summary>
internal static class CaptureLimits
{
    /// <summary>Bytes. Minutes of a large meeting; a capture that is forgotten does not fill a disk.</summary>
    public const long DefaultFileLength = 1L << 30;

    /// <summary>Bytes. The blocks at the start and a few packets.</summary>
    public const long MinFileLength = 4096;

    /// <summary>Bytes. A fixed RTP header, or the common header of SCTP.</summary>
    public const int MinPacketLength = 12;

    /// <summary>Bytes of packets that wait for the writer: a second of a busy transport. More are dropped.</summary>
    public const int MaxQueuedBytes = 16 << 20;

    /// <summary>Bytes that a waiting packet counts beyond its own, so that small ones are bounded, too.</summary>
    public const int QueuedPacketOverhead = 128;

    /// <summary>Bytes that are gathered before they go to the stream, unless no packet waits.</summary>
    public const int WriteLength = 64 << 10;
}
