namespace Tureen.Engine.Sctp.Send;

/// <summary>What <see cref="SkippedMessages"/> knows of the ordered or the unordered messages of a stream.</summary>
internal struct SkippedStream
{
    public OutboundStream Stream;
    public bool IsUnordered;

    /// <summary>The first chunk in the window.</summary>
    public uint FirstTsn;

    /// <summary>The last one, and the number of its message.</summary>
    public uint LastTsn;
    public uint MessageId;
}
