using Tureen.Engine.Primitives;

namespace Tureen.Engine.Sctp.Send;

/// <summary>The reset of outgoing streams (RFC 6525 §5.1.2).</summary>
internal sealed partial class SendQueue
{
    private readonly StreamResets _resets = new();

    /// <summary>Whether streams sent all and had it acknowledged, and no reset is on its way.</summary>
    public bool HasStreamsToReset => _resets.IsAnyReady;

    /// <summary>Streams whose reset is not over.</summary>
    public int PendingResets => _resets.Count;

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

        // What waited behind an earlier reset may now go before it.
        Schedule(stream);
    }

    public int BeginReset(Span<ushort> streamIds) => _resets.Begin(streamIds);

    public void CommitReset() => EndReset(isPerformed: true);

    public void RollbackReset() => EndReset(isPerformed: false);

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
                // The peer may have streams reset that were never used, and would have all of them kept.
                _streams.Remove(stream.Id);
            }
        }
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
