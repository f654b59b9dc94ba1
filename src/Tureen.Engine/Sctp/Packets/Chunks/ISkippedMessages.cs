namespace Tureen.Engine.Sctp.Packets.Chunks;

/// <summary>What FORWARD-TSN and I-FORWARD-TSN have in common: the messages that the sender gave up.</summary>
internal interface ISkippedMessages
{
    /// <summary>Whether unordered messages are named too, or given up by their TSNs alone.</summary>
    static abstract bool NamesUnordered { get; }

    /// <summary>All TSNs up to this one count as received.</summary>
    uint NewCumulativeTsn { get; }

    /// <summary>How many messages the chunk names.</summary>
    int SkippedCount { get; }

    /// <summary>One of them, by its place in the chunk.</summary>
    SkippedMessage Skipped(int index);
}
