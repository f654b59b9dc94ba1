using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp.Packets.Chunks;

namespace Tureen.Engine.Sctp.Send;

/// <summary>Messages of all streams that are not, or not wholly, sent yet.</summary>
internal sealed class SendQueue(SctpBufferPool pool, DataSenderOptions options)
{
    private readonly Dictionary<ushort, OutboundStream> _streams = [];
    private readonly StreamScheduler _scheduler = new();
    private readonly BegunMessages _begun = new();
    private readonly BufferedAmounts _buffered = new();
    private readonly ResettingStreams _resets = new();

    /// <summary>Without interleaving, the stream whose message has begun and must be finished first (RFC 9260 §6.9).</summary>
    private OutboundStream? _current;
    private int _messages;

    /// <summary>Bytes not yet made into fragments, of all streams.</summary>
    public long TotalBufferedAmount => _buffered.Total;

    public bool IsEmpty => _messages == 0;

    /// <summary>Streams with known state.</summary>
    public int StreamCount => _streams.Count;

    /// <summary>Messages not, or not wholly, sent yet.</summary>
    public int Count => _messages;

    /// <summary>Whether streams sent all and had it acknowledged, and no reset is on its way.</summary>
    public bool HasStreamsToReset => _resets.IsAnyReady;

    /// <summary>Streams whose reset is not over.</summary>
    public int PendingResets => _resets.Count;

    /// <summary>Whether messages are interleaved (I-DATA).</summary>
    public bool IsInterleaving { get; private set; }

    /// <summary>Payload bytes of the largest fragment.</summary>
    public int MaxFragmentLength
    {
        get
        {
            int header = IsInterleaving ? IDataChunk.HeaderLength : DataChunk.HeaderLength;
            return (options.Mtu - SctpLimits.CommonHeaderLength - header) & ~3;
        }
    }

    public SendOutcome Add(
        Timestamp now, ushort streamId, uint payloadProtocolId, ReadOnlySpan<byte> payload, in SendParameters parameters)
    {
        if (payload.IsEmpty)
        {
            return SendOutcome.Empty;
        }

        if (payload.Length > options.MaxMessageLength)
        {
            return SendOutcome.TooLong;
        }

        if (TotalBufferedAmount >= options.SendBufferLength || _messages >= SctpLimits.MaxQueuedMessages)
        {
            return SendOutcome.BufferFull;
        }

        OutboundStream stream = GetStream(streamId);
        if (stream.BufferedAmount >= options.StreamQueueLength)
        {
            return SendOutcome.StreamQueueFull;
        }

        OutgoingMessage message = pool.RentMessage(payload.Length);
        payload.CopyTo(message.Buffer);
        message.Stream = stream;
        message.Length = payload.Length;
        message.PayloadProtocolId = payloadProtocolId;
        message.IsUnordered = parameters.IsUnordered;
        message.ExpiresAt = parameters.Lifetime is { } lifetime ? now + lifetime : Timestamp.Never;
        message.MaxRetransmissions = parameters.MaxRetransmissions ?? int.MaxValue;
        stream.Enqueue(message);
        _messages++;
        _buffered.Change(stream, payload.Length);
        Schedule(stream);
        return SendOutcome.Queued;
    }

    /// <summary>
    /// The message whose turn it is. Messages that expired before anything of them was sent are dropped on the way; one that was sent
    /// in part comes back in <paramref name="expired"/>, to be given up with what is outstanding of it.
    /// </summary>
    public bool TryPeek(Timestamp now, [NotNullWhen(true)] out OutgoingMessage? message, out OutgoingMessage? expired)
    {
        expired = null;
        while (TryPeekStream(out OutboundStream? stream))
        {
            message = stream.Head!;
            if (!message.IsExpired(now))
            {
                return true;
            }

            if (message.IsBegun)
            {
                expired = message;
                return false;
            }

            Remove(message);
            pool.Return(message);
        }

        message = null;
        return false;
    }

    /// <summary>Cuts the next fragment off the message that <see cref="TryPeek"/> gave.</summary>
    public OutgoingFragment Take(OutgoingMessage message, int length)
    {
        OutboundStream stream = message.Stream;
        Debug.Assert(stream.Head == message && length <= message.Remaining, "Only the message whose turn it is can be sent.");
        if (_current is null)
        {
            _scheduler.Advance(stream);
        }

        DataChunkFlags flags = message.IsUnordered ? DataChunkFlags.Unordered : DataChunkFlags.None;
        if (!message.IsBegun)
        {
            flags |= DataChunkFlags.Beginning;
            message.MessageId = stream.TakeMessageId(message.IsUnordered, IsInterleaving);
        }

        if (length == message.Remaining)
        {
            flags |= DataChunkFlags.End;
        }

        var fragment = new OutgoingFragment(message, message.Offset, length, message.NextFragmentSequence++, flags);
        message.Offset += length;
        _buffered.Change(stream, -length);
        EndPiece(message);
        return fragment;
    }

    /// <summary>Takes the rest of a message out that is given up.</summary>
    public void Remove(OutgoingMessage message)
    {
        Debug.Assert(message.Stream.Head == message, "Only a message that expired in its turn or was begun is removed.");
        OutboundStream stream = message.Stream;
        stream.Dequeue();
        _messages--;
        _buffered.Change(stream, -message.Remaining);
        _begun.Remove(message);
        message.Length = message.Offset;
        if (_current == stream)
        {
            _current = null;
        }

        Schedule(stream);
    }

    public OutboundStream GetStream(ushort streamId)
    {
        if (!_streams.TryGetValue(streamId, out OutboundStream? stream))
        {
            stream = new OutboundStream(streamId, _resets);
            _streams.Add(streamId, stream);
        }

        return stream;
    }

    public long BufferedAmount(ushort streamId) =>
        _streams.TryGetValue(streamId, out OutboundStream? stream) ? stream.BufferedAmount : 0;

    public void SetLowThreshold(ushort streamId, long threshold) => _buffered.SetThreshold(GetStream(streamId), threshold);

    public bool TryDequeueLow(out ushort streamId) => _buffered.TryDequeueLow(out streamId);

    /// <summary>Numbers begin anew, and messages sent in part with their first byte.</summary>
    public void Restart(bool isInterleaving, uint peerWindow = uint.MaxValue)
    {
        IsInterleaving = isInterleaving;
        _begun.Restart(peerWindow, MaxFragmentLength);
        _current = null;
        _scheduler.Clear();
        foreach (OutboundStream stream in _streams.Values)
        {
            StepCounter.Add();
            if (stream.Head is { IsBegun: true } begun)
            {
                _buffered.Change(stream, begun.Offset);
                begun.Offset = 0;
                begun.NextFragmentSequence = 0;
                begun.IsInterleaved = false;
            }

            stream.ResetNumbers();
            Schedule(stream);
        }

        _resets.Clear();
    }

    public void PrepareReset(ushort streamId, bool discardQueued)
    {
        StepCounter.Add();
        OutboundStream stream = GetStream(streamId);
        if (!_resets.TryPrepare(stream))
        {
            return;
        }

        stream.MessagesBeforeReset = stream.QueuedMessages;
        if (discardQueued)
        {
            Discard(stream);
        }

        _resets.NoteIfReady(stream);

        // Messages that waited behind an earlier reset may now go before it.
        Schedule(stream);
    }

    public int BeginReset(Span<ushort> streamIds) => _resets.Begin(streamIds);

    public void CommitReset() => EndReset(isPerformed: true);

    public void RollbackReset() => EndReset(isPerformed: false);

    public void Clear()
    {
        _scheduler.Clear();
        _current = null;
        foreach (OutboundStream stream in _streams.Values)
        {
            while (stream.Head is not null)
            {
                OutgoingMessage message = stream.Dequeue();
                if (message.Outstanding.Count == 0)
                {
                    pool.Return(message);
                }
            }
        }

        _streams.Clear();
        _buffered.Clear();
        _resets.Clear();
        _messages = 0;
    }

    private bool TryPeekStream([NotNullWhen(true)] out OutboundStream? stream)
    {
        stream = _current;
        return stream is not null || _scheduler.TryPeek(_begun, out stream);
    }

    /// <summary>After a fragment: the turn ends with it, or without interleaving with the message.</summary>
    private void EndPiece(OutgoingMessage message)
    {
        OutboundStream stream = message.Stream;
        bool isWhole = message.Remaining == 0;
        if (isWhole)
        {
            _begun.Remove(message);
            stream.Dequeue();
            _messages--;
        }
        else if (IsInterleaving && message.NextFragmentSequence == 1)
        {
            _begun.Add(message);
        }

        if (isWhole || IsInterleaving)
        {
            _current = null;
            Schedule(stream);
        }
        else
        {
            _current = stream;
        }
    }

    private void EndReset(bool isPerformed)
    {
        while (_resets.TryEnd(out OutboundStream? stream, out bool isRepeated))
        {
            if (isPerformed)
            {
                stream.ResetNumbers();
            }

            if (isRepeated)
            {
                PrepareReset(stream.Id, discardQueued: false);
            }

            Schedule(stream);
            if (stream.IsUnused)
            {
                // The peer may request resets of streams that were never used, and would make us keep all of them.
                _streams.Remove(stream.Id);
            }
        }
    }

    /// <summary>Drops all messages of a stream except the one that was sent in part.</summary>
    private void Discard(OutboundStream stream)
    {
        OutgoingMessage? begun = stream.Head is { IsBegun: true } ? stream.Dequeue() : null;
        while (stream.Head is not null)
        {
            OutgoingMessage message = stream.Dequeue();
            _messages--;
            _buffered.Change(stream, -message.Length);
            pool.Return(message);
        }

        if (begun is not null)
        {
            stream.Enqueue(begun);
        }

        stream.MessagesBeforeReset = stream.QueuedMessages;
    }

    private void Schedule(OutboundStream stream)
    {
        if (stream.Head is { } head)
        {
            _scheduler.Add(stream, IsInterleaving ? Math.Min(head.Remaining, MaxFragmentLength) : head.Remaining);
        }
    }
}
