using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;

namespace Tureen.Engine.Congestion;

/// <summary>
/// Reports to a sender when each of its packets arrived (draft-holmer-rmcat-transport-wide-cc-extensions-01), so that it can
/// estimate its bandwidth.
/// </summary>
/// <remarks>At its deadline, and only then, the owner calls <see cref="TryWriteFeedback"/> until it returns false.</remarks>
internal sealed class TransportFeedbackGenerator
{
    /// <summary>How long an arrival is remembered, to be reported again when an older packet comes late.</summary>
    public static readonly TimeSpan ArrivalWindow = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan DefaultInterval = TimeSpan.FromMilliseconds(100);

    private readonly TransportWideFeedbackBuilder _builder = new();
    private readonly PacketArrivalMap _arrivals = new();
    private readonly PacketLossAverage _loss = new();
    private bool _isDue;
    private bool _hasPackets;
    private long _lastSequence;
    private long _nextReported;
    private uint _mediaSsrc;
    private byte _feedbackCount;
    private Timestamp _nextFeedback = Timestamp.Never;

    public Timestamp NextDeadline => _nextFeedback;

    /// <summary>The time from one report to the next; a change holds from the next deadline on.</summary>
    public TimeSpan Interval { get; set; } = DefaultInterval;

    /// <summary>The share of packets lost recently, 0 to 1.</summary>
    public double PacketLoss => _loss.Value;

    /// <summary>Begins to report; called when the transport connects.</summary>
    public void Start(Timestamp now) => _nextFeedback = now + Interval;

    public void Stop()
    {
        _nextFeedback = Timestamp.Never;
        _isDue = false;
    }

    /// <summary>A packet with a transport-wide sequence number arrived.</summary>
    public void HandlePacket(Timestamp now, ushort transportSequence, uint ssrc)
    {
        long sequence = _hasPackets ? _lastSequence + (short)(transportSequence - (ushort)_lastSequence) : transportSequence;
        if (!_arrivals.TryAdd(sequence, now))
        {
            return;
        }

        // A late packet may have been reported as lost: report again from there. A map that began anew has nothing before.
        if (!_hasPackets || sequence < _nextReported || _arrivals.Begin == sequence)
        {
            _nextReported = sequence;
        }

        _lastSequence = _hasPackets ? Math.Max(_lastSequence, sequence) : sequence;
        _hasPackets = true;
        _mediaSsrc = ssrc;
        _arrivals.RemoveOld(now - ArrivalWindow, Math.Min(_nextReported, sequence));
    }

    public void HandleDeadline(Timestamp now)
    {
        if (now >= _nextFeedback)
        {
            _nextFeedback = now + Interval;
            _isDue = true;
        }
    }

    /// <summary>Writes the next feedback; false when all arrivals are reported.</summary>
    public bool TryWriteFeedback(Span<byte> destination, out int length)
    {
        length = 0;
        if (!_isDue || !TryBuild())
        {
            _isDue = false;
            return false;
        }

        length = _builder.Write(destination, 0, _mediaSsrc, _feedbackCount);
        _feedbackCount++;
        _loss.Add((double)_builder.LostCount / _builder.StatusCount);
        return length > 0;
    }

    private bool TryBuild()
    {
        long sequence = Math.Max(_nextReported, _arrivals.Begin);
        _builder.Begin((ushort)sequence);
        for (; sequence < _arrivals.End; sequence++)
        {
            if (!_arrivals.TryGet(sequence, out Timestamp arrival))
            {
                continue;
            }

            if (!_builder.TryAdd((ushort)sequence, arrival))
            {
                break;
            }

            _nextReported = sequence + 1;
        }

        return !_builder.IsEmpty;
    }
}
