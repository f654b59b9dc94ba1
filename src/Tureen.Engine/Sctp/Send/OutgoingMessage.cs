using Tureen.Engine.Primitives;

namespace Tureen.Engine.Sctp.Send;

/// <summary>A message from when it is queued until its last fragment is acknowledged or given up. Pooled.</summary>
internal sealed class OutgoingMessage
{
    /// <summary>The message behind this one in the queue of its stream.</summary>
    public OutgoingMessage? Next;

    public OutboundStream Stream = null!;
    public byte[] Buffer = [];
    public int Length;
    public uint PayloadProtocolId;
    public bool IsUnordered;
    public Timestamp ExpiresAt;
    public int MaxRetransmissions;

    /// <summary>Bytes made into fragments.</summary>
    public int Offset;

    /// <summary>SSN or MID, given to the first fragment.</summary>
    public uint MessageId;

    public uint NextFragmentSequence;

    /// <summary>Its fragments that are outstanding.</summary>
    public OutstandingFragments Outstanding;

    /// <summary>It is still in the queue of its stream.</summary>
    public bool IsQueued;

    public bool IsAbandoned;

    /// <summary>A part of it was sent, and it counts among <see cref="BegunMessages"/>.</summary>
    public bool IsInterleaved;

    public bool IsBegun => Offset > 0;

    public int Remaining => Length - Offset;

    public bool IsExpired(Timestamp now) => now >= ExpiresAt;

    public void Clear()
    {
        Next = null;
        Stream = null!;
        Buffer = [];
        Offset = 0;
        NextFragmentSequence = 0;
        Outstanding.Count = 0;
        IsQueued = false;
        IsAbandoned = false;
        IsInterleaved = false;
    }
}
