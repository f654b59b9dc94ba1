using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;

namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>
/// The loss of video in Receiver Reports, weighted by packets. Only loss that lasts for two reports lowers what may be sent: the estimate of the receiver knows
/// delay alone.
/// </summary>
internal sealed class ReceiverLoss
{
    /// <summary>Streams whose numbers are remembered. Beyond it all begin anew.</summary>
    private const int MaxStreams = 256;

    private const double HighLoss = 0.1;
    private const double LowLoss = 0.02;
    private const double LossWeight = 0.5;
    private const double FractionUnit = 256;

    /// <summary>Packets that one report can cover; a step beyond it is a restart.</summary>
    private const uint MostPackets = 0x8000;

    /// <summary>Receivers report each of their streams about once a second.</summary>
    private static readonly TimeSpan RoundLength = TimeSpan.FromMilliseconds(900);

    private readonly Dictionary<uint, uint> _highest = [];
    private Timestamp _roundSince = Timestamp.Never;
    private double _lost;
    private double _covered;
    private bool _wasHigh;

    /// <summary>The share of the estimate that may be used, 0.5 to 1.</summary>
    public double Share { get; private set; } = 1;

    /// <summary>The loss of the last round of reports, 0 to 1.</summary>
    public double Value { get; private set; }

    /// <summary>Takes what is reported of a video stream; true when a round of reports is complete.</summary>
    public bool Add(Timestamp now, in ReportBlock report)
    {
        if (_highest.Count >= MaxStreams && !_highest.ContainsKey(report.Ssrc))
        {
            _highest.Clear();
        }

        bool isKnown = _highest.TryGetValue(report.Ssrc, out uint before);
        _highest[report.Ssrc] = report.HighestSequence;
        uint covered = report.HighestSequence - before;
        if (isKnown && covered < MostPackets)
        {
            _covered += covered;
            _lost += covered * (report.FractionLost / FractionUnit);
        }

        _roundSince = _roundSince.IsNever ? now : _roundSince;
        if (_covered == 0 || now - _roundSince < RoundLength)
        {
            return false;
        }

        EndRound(now);
        return true;
    }

    private void EndRound(Timestamp now)
    {
        Value = _lost / _covered;
        _lost = 0;
        _covered = 0;
        _roundSince = now;
        bool isHigh = Value > HighLoss;
        if (isHigh && _wasHigh)
        {
            Share = 1 - (LossWeight * Value);
        }
        else if (Value < LowLoss)
        {
            Share = 1;
        }

        _wasHigh = isHigh;
    }
}
