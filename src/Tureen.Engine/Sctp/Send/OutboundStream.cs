namespace Tureen.Engine.Sctp.Send;

/// <summary>The queue and the numbers of one outgoing stream.</summary>
internal sealed class OutboundStream(ushort id, ResettingStreams resets)
{
    /// <summary>In place of a place among <see cref="SkippedMessages"/>.</summary>
    public const int NotSkipped = -1;

    /// <summary>WebRTC's "low", its default (RFC 8831 §6.4 leaves the numbers to the application).</summary>
    public const ushort DefaultPriority = 256;

    /// <summary>Places of its ordered and of its unordered messages among <see cref="SkippedMessages"/>.</summary>
    public int SkippedOrdered = NotSkipped;
    public int SkippedUnordered = NotSkipped;

    private OutgoingMessage? _tail;

    public ushort Id { get; } = id;

    public OutgoingMessage? Head { get; private set; }

    public int QueuedMessages { get; private set; }

    public long BufferedAmount { get; set; }

    public long LowThreshold { get; set; }

    public bool IsLowNoted { get; set; }

    public ushort Priority { get; set; } = DefaultPriority;

    /// <summary>When, on the scheduler's line, its next piece would be sent at its share of the capacity.</summary>
    public long VirtualFinish { get; set; }

    public bool IsScheduled { get; set; }

    public uint NextOrderedId { get; set; }

    public uint NextUnorderedId { get; set; }

    public int OutstandingFragments { get; private set; }

    public OutboundResetState ResetState { get; set; }

    /// <summary>Messages that are to be sent before the reset.</summary>
    public int MessagesBeforeReset { get; set; }

    /// <summary>It is in the list of streams ready to be reset, although it may no longer be ready.</summary>
    public bool IsInReadyLine { get; set; }

    /// <summary>Another reset was requested while one was on its way.</summary>
    public bool IsResetRepeated { get; set; }

    /// <summary>There is a message, and no reset that it has to wait for.</summary>
    public bool CanSend => Head is not null && (ResetState == OutboundResetState.None || MessagesBeforeReset > 0);

    public bool IsReadyToReset =>
        ResetState == OutboundResetState.Draining && MessagesBeforeReset == 0 && OutstandingFragments == 0;

    /// <summary>Nothing distinguishes it from a stream that was never used.</summary>
    public bool IsUnused =>
        Head is null
        && OutstandingFragments == 0
        && ResetState == OutboundResetState.None
        && (NextOrderedId | NextUnorderedId) == 0
        && LowThreshold == 0
        && Priority == DefaultPriority
        && !IsLowNoted
        && !IsScheduled
        && !IsInReadyLine;

    public void AddFragment() => OutstandingFragments++;

    /// <summary>A fragment is no longer outstanding.</summary>
    public void ReleaseFragment()
    {
        OutstandingFragments--;
        resets.NoteIfReady(this);
    }

    public void Enqueue(OutgoingMessage message)
    {
        if (_tail is null)
        {
            Head = message;
        }
        else
        {
            _tail.Next = message;
        }

        _tail = message;
        message.IsQueued = true;
        QueuedMessages++;
    }

    public OutgoingMessage Dequeue()
    {
        OutgoingMessage message = Head!;
        Head = message.Next;
        if (Head is null)
        {
            _tail = null;
        }

        message.Next = null;
        message.IsQueued = false;
        QueuedMessages--;
        if (MessagesBeforeReset > 0)
        {
            MessagesBeforeReset--;
            resets.NoteIfReady(this);
        }

        return message;
    }

    /// <summary>The number of the next message. SSN and MID begin with 0 (RFC 9260 §6.5, RFC 8260 §2.2.1).</summary>
    public uint TakeMessageId(bool isUnordered, bool isInterleaving)
    {
        if (isInterleaving && isUnordered)
        {
            return NextUnorderedId++;
        }

        if (isUnordered)
        {
            return 0;
        }

        uint messageId = NextOrderedId;
        NextOrderedId = isInterleaving ? messageId + 1 : (ushort)(messageId + 1);
        return messageId;
    }

    public void ResetNumbers()
    {
        NextOrderedId = 0;
        NextUnorderedId = 0;
        ResetState = OutboundResetState.None;
        MessagesBeforeReset = 0;
        IsResetRepeated = false;
    }
}
