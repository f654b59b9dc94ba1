using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp.Packets.Chunks;

namespace Tureen.Engine.Sctp.Send;

/// <summary>Messages that are given up, and when that is reported to the peer (RFC 3758 §3.5, RFC 8260 §2.3).</summary>
internal sealed class GivenUpMessages(OutstandingData outstanding, SendQueue sendQueue)
{
    /// <summary>Added to a round trip, because the SACK may be delayed.</summary>
    private static readonly TimeSpan DelayBetweenForwardTsns = TimeSpan.FromMilliseconds(200);

    private readonly SkippedMessages _skipped = new(outstanding);

    /// <summary>Advanced.Peer.Ack.Point: all between the cumulative ack and this was given up.</summary>
    private uint _advancedAckPoint = uint.MaxValue;
    private bool _isDue;
    private Timestamp _sentAt;

    private bool IsAny => _advancedAckPoint != outstanding.CumulativeTsnAck;

    /// <param name="initialTsn">The TSN of the first chunk.</param>
    /// <param name="isInterleaving">Whether I-FORWARD-TSN takes the place of FORWARD-TSN.</param>
    /// <param name="room">Bytes of the longest chunk to be written.</param>
    public void Restart(uint initialTsn, bool isInterleaving, int room)
    {
        _skipped.Restart(isInterleaving, room);
        _advancedAckPoint = initialTsn - 1;
        _isDue = false;
    }

    public void Clear() => _skipped.Clear();

    /// <summary>Before the first outstanding chunk is removed.</summary>
    public void RemoveFirst() => _skipped.RemoveFirst();

    /// <summary>Gives up a message and its outstanding fragments.</summary>
    public void Add(OutgoingMessage message)
    {
        if (message.IsQueued)
        {
            // The peer may have all fragments so far and would take the next message for more of this one, so the end that it
            // will never see gets a TSN too, to be skipped.
            sendQueue.Remove(message);
            var end = new OutgoingFragment(
                message, message.Offset, Length: 0, message.NextFragmentSequence++, DataChunkFlags.End);
            outstanding.Append(end, OutstandingState.Abandoned);
        }

        outstanding.Abandon(message);
    }

    /// <summary>Moves the point up to which nothing but abandoned chunks is outstanding (C2).</summary>
    public void AdvanceAckPoint()
    {
        if (SerialNumber.IsHigher(outstanding.CumulativeTsnAck, _advancedAckPoint))
        {
            _advancedAckPoint = outstanding.CumulativeTsnAck;
        }

        for (int index = outstanding.IndexOf(_advancedAckPoint + 1);
            index < outstanding.Count && outstanding[index].State == OutstandingState.Abandoned;
            index++)
        {
            StepCounter.Add();
            _advancedAckPoint++;
            _isDue = true;
        }
    }

    /// <summary>After T3-rtx expired: the chunk is sent again, if there is anything to skip.</summary>
    public void HandleTimeout()
    {
        AdvanceAckPoint();
        _isDue = IsAny;
    }

    /// <summary>After a SACK that does not reach the point: the chunk is sent again, once per round trip (C3).</summary>
    public void HandleAck(Timestamp now, bool isAdvanced, TimeSpan roundTripTime)
    {
        AdvanceAckPoint();
        _isDue |= IsAny && (isAdvanced || now - _sentAt >= roundTripTime + DelayBetweenForwardTsns);
        _isDue &= IsAny;
    }

    /// <summary>Writes FORWARD-TSN or I-FORWARD-TSN if it is due; returns its length. Without room it goes first into the next packet.</summary>
    public int Write(Timestamp now, Span<byte> destination)
    {
        int written = _isDue ? _skipped.WriteForwardTsn(destination, _advancedAckPoint) : 0;
        if (written > 0)
        {
            _isDue = false;
            _sentAt = now;
        }

        return written;
    }
}
