namespace Tureen.Engine.Sctp.Send;

/// <summary>The reset of outgoing streams (RFC 6525 §5.1.2).</summary>
internal sealed partial class SendQueue
{
    private readonly List<OutboundStream> _resetting = [];

    /// <summary>Streams of the request that is on its way.</summary>
    private int _requestedResets;

    /// <summary>Whether streams sent all and had it acknowledged, and no reset is on its way.</summary>
    public bool HasStreamsToReset
    {
        get
        {
            // Asked for with each packet, while a peer that never answers may have had all streams prepared.
            if (_requestedResets > 0)
            {
                return false;
            }

            foreach (OutboundStream stream in _resetting)
            {
                if (stream.IsReadyToReset)
                {
                    return true;
                }
            }

            return false;
        }
    }

    public void PrepareReset(ushort streamId, bool discardQueued)
    {
        OutboundStream stream = GetStream(streamId);
        if (stream.ResetState == OutboundResetState.Requested)
        {
            // What was queued since then waits for the end of this reset, and then another follows.
            stream.IsResetRepeated = true;
            return;
        }

        if (stream.ResetState == OutboundResetState.None)
        {
            stream.ResetState = OutboundResetState.Draining;
            _resetting.Add(stream);
        }

        stream.MessagesBeforeReset = stream.QueuedMessages;
        if (discardQueued)
        {
            Discard(stream);
        }

        // What waited behind an earlier reset may now go before it.
        Schedule(stream);
    }

    public int BeginReset(Span<ushort> streamIds)
    {
        int count = 0;
        foreach (OutboundStream stream in _resetting)
        {
            if (count < streamIds.Length && stream.IsReadyToReset)
            {
                stream.ResetState = OutboundResetState.Requested;
                streamIds[count++] = stream.Id;
            }
        }

        _requestedResets += count;
        return count;
    }

    public void CommitReset() => EndReset(isPerformed: true);

    public void RollbackReset() => EndReset(isPerformed: false);

    private void EndReset(bool isPerformed)
    {
        _requestedResets = 0;
        for (int i = _resetting.Count - 1; i >= 0; i--)
        {
            if (_resetting[i] is { ResetState: OutboundResetState.Requested } stream)
            {
                EndReset(stream, isPerformed);
            }
        }
    }

    private void EndReset(OutboundStream stream, bool isPerformed)
    {
        bool isRepeated = stream.IsResetRepeated;
        stream.IsResetRepeated = false;
        _resetting.Remove(stream);
        stream.ResetState = OutboundResetState.None;
        if (isPerformed)
        {
            stream.ResetNumbers();
        }

        if (isRepeated)
        {
            PrepareReset(stream.Id, discardQueued: false);
        }

        Schedule(stream);
    }

    /// <summary>Drops all messages of a stream but the one of which a part was sent.</summary>
    private void Discard(OutboundStream stream)
    {
        OutgoingMessage? begun = stream.Head is { IsBegun: true } ? stream.Dequeue() : null;
        while (stream.Head is not null)
        {
            OutgoingMessage message = stream.Dequeue();
            _messages--;
            ChangeBuffered(stream, -message.Length);
            pool.Return(message);
        }

        if (begun is not null)
        {
            stream.Enqueue(begun);
        }

        stream.MessagesBeforeReset = stream.QueuedMessages;
    }
}
