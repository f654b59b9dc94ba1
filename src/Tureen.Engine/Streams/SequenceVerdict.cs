namespace Tureen.Engine.Streams;

/// <summary>How <see cref="SequenceTracker"/> judges a packet.</summary>
internal enum SequenceVerdict : byte
{
    /// <summary>The stream's first packet.</summary>
    First,

    InOrder,

    /// <summary>Late or duplicated, yet near enough.</summary>
    Misordered,

    /// <summary>Two packets in a row belong to a new sequence: the source began anew.</summary>
    Restarted,

    /// <summary>Too far from the sequence: not to be used.</summary>
    Rejected,
}
