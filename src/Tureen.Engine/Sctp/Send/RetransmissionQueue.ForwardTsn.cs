using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp.Packets.Chunks;

namespace Tureen.Engine.Sctp.Send;

/// <summary>Giving messages up, and telling the peer (RFC 3758 §3.5, RFC 8260 §2.3).</summary>
internal sealed partial class RetransmissionQueue
{
    private readonly SkippedMessage[] _skipped = new SkippedMessage[SctpLimits.MaxSkippedMessages];

    /// <summary>Advanced.Peer.Ack.Point: all between the cumulative ack and this was given up.</summary>
    private uint _advancedAckPoint = uint.MaxValue;
    private bool _isForwardTsnDue;
    private Timestamp _forwardTsnSentAt;

    private bool HasForwardTsn => _advancedAckPoint != _outstanding.CumulativeTsnAck;

    /// <summary>Gives up a message and all that is outstanding of it.</summary>
    private void Abandon(OutgoingMessage message)
    {
        if (message.IsQueued)
        {
            // The peer may have all fragments so far and would take the next message for more of this one, so the end that it
            // will never see gets a TSN too, to be skipped.
            sendQueue.Remove(message);
            var end = new OutgoingFragment(
                message, message.Offset, Length: 0, message.NextFragmentSequence++, DataChunkFlags.End);
            _outstanding.Append(end, OutstandingState.Abandoned);
        }

        _outstanding.Abandon(message);
    }

    /// <summary>Moves the point up to which nothing but abandoned chunks is outstanding (C2).</summary>
    private void AdvanceAckPoint()
    {
        if (SerialNumber.IsHigher(_outstanding.CumulativeTsnAck, _advancedAckPoint))
        {
            _advancedAckPoint = _outstanding.CumulativeTsnAck;
        }

        for (int index = _outstanding.IndexOf(_advancedAckPoint + 1);
            index < _outstanding.Count && _outstanding[index].State == OutstandingState.Abandoned;
            index++)
        {
            _advancedAckPoint++;
            _isForwardTsnDue = true;
        }
    }

    /// <summary>After a SACK that does not reach the point: tell it again, once per round trip (C3).</summary>
    private void RepeatForwardTsn(Timestamp now, bool isAdvanced)
    {
        AdvanceAckPoint();
        _isForwardTsnDue |= HasForwardTsn
            && (isAdvanced || now - _forwardTsnSentAt >= Timeout.SmoothedRoundTripTime + DelayBetweenForwardTsns);
        _isForwardTsnDue &= HasForwardTsn;
    }

    private int WriteForwardTsn(Timestamp now, Span<byte> destination)
    {
        int itemLength = _isInterleaving ? IForwardTsnChunk.ItemLength : ForwardTsnChunk.ItemLength;
        int room = (destination.Length - ForwardTsnChunk.HeaderLength) / itemLength;
        if (!_isForwardTsnDue || room < 1)
        {
            return 0;
        }

        int count = CollectSkipped(Math.Min(room, _skipped.Length), out uint newCumulativeTsn);
        _isForwardTsnDue = false;
        _forwardTsnSentAt = now;
        if (_timerAt.IsNever)
        {
            RestartTimer(now);
        }

        ReadOnlySpan<SkippedMessage> skipped = _skipped.AsSpan(0, count);
        return _isInterleaving
            ? IForwardTsnChunk.Write(destination, newCumulativeTsn, skipped)
            : ForwardTsnChunk.Write(destination, newCumulativeTsn, skipped);
    }

    /// <summary>The last message given up in each stream, as far as they fit (C4).</summary>
    private int CollectSkipped(int room, out uint newCumulativeTsn)
    {
        int count = 0;
        int last = _outstanding.IndexOf(_advancedAckPoint);
        newCumulativeTsn = _outstanding.CumulativeTsnAck;
        for (int index = 0; index <= last; index++)
        {
            OutgoingMessage message = _outstanding[index].Message;

            // FORWARD-TSN names no unordered messages: their TSNs suffice.
            if ((_isInterleaving || !message.IsUnordered) && !TryNote(message, room, ref count))
            {
                break;
            }

            newCumulativeTsn++;
        }

        return count;
    }

    private bool TryNote(OutgoingMessage message, int room, ref int count)
    {
        // Messages of one stream are numbered in the order of their TSNs, so the last one noted is the highest.
        var skipped = new SkippedMessage(message.Stream.Id, message.IsUnordered, message.MessageId);
        for (int i = count - 1; i >= 0; i--)
        {
            if (_skipped[i].StreamId == skipped.StreamId && _skipped[i].IsUnordered == skipped.IsUnordered)
            {
                _skipped[i] = skipped;
                return true;
            }
        }

        if (count == room)
        {
            return false;
        }

        _skipped[count++] = skipped;
        return true;
    }
}
