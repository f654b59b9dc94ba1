namespace Tureen.Engine.Streams;

/// <summary>What <see cref="RetransmissionBuffer.Insert"/> did with a packet.</summary>
internal enum InsertOutcome : byte
{
    Stored,

    /// <summary>A packet with that sequence number is there already, so it was sent already.</summary>
    Duplicate,

    /// <summary>Does not fit into the order of sequence numbers and timestamps, or is too old to be requested.</summary>
    Refused,
}
