using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp.Packets.Chunks;

namespace Tureen.Engine.Sctp.Send;

/// <summary>Giving messages up, and telling the peer (RFC 3758 §3.5, RFC 8260 §2.3).</summary>
internal sealed partial class RetransmissionQueue
{
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
            _sendQueue.Remove(message);
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
            StepCounter.Add();
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
        if (!_isForwardTsnDue)
        {
            return 0;
        }

        int written = _skipped.WriteForwardTsn(destination, _advancedAckPoint);
        if (written == 0)
        {
            // It goes first into the next packet.
            return 0;
        }

        _isForwardTsnDue = false;
        _forwardTsnSentAt = now;
        if (_timerAt.IsNever)
        {
            RestartTimer(now);
        }

        return written;
    }
}
