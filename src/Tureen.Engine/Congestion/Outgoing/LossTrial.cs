using Tureen.Engine.Primitives;

namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>
/// Finds by one step down whether loss depends on the rate: a policer's does, a radio's does not. Two hypotheses compete by the likelihood of the
/// packets that were lost since; losses of one run are one event.
/// </summary>
internal sealed class LossTrial
{
    private const double LeastRateLoss = 0.005;
    /// <summary>The least logarithm of how much likelier one hypothesis is: each report looks again, so that chance has several tries.</summary>
    private const double Decided = 4;

    /// <summary>What remains of loss that went away.</summary>
    private const double GoneShare = 0.2;

    private const int FewPackets = 20;
    private const int ManyPackets = 100;

    /// <summary>By so many deviations a sample of one share hardly ever is below another.</summary>
    private const double DeviationsBelow = 2.5;

    /// <summary>The same above it, which is looked at from the first packets on and so has more tries.</summary>
    private const double DeviationsAbove = 3.2;

    private const int LeastRuns = 3;

    /// <summary>A radio that loses more carries no call, so that what loses more is a path that is still too full.</summary>
    private const double MostInherent = 0.35;

    /// <summary>Without a decision, loss that fell no further has not gone with the rate.</summary>
    private const double UnclearShare = 0.7;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(4);

    private readonly double _loss;
    private readonly double _rateBefore;
    private readonly double _inherent;
    private readonly double _runLengthBefore;
    private readonly double _packetsBefore;
    private long _from = long.MaxValue;
    private Timestamp _countedSince = Timestamp.Never;
    private int _received;
    private int _lost;
    private int _runs;
    private bool _isInRun;

    /// <summary>Begins a trial.</summary>
    /// <param name="loss">The share that was lost, 0 to 1.</param>
    /// <param name="packets">Of how many packets it is the share.</param>
    /// <param name="rateBefore">Bits per second that arrived before the step down.</param>
    /// <param name="inherent">The loss of the path that is known already.</param>
    /// <param name="runLength">Lost packets per run in the window that triggered the trial.</param>
    /// <param name="availableBefore">What was available before it.</param>
    public LossTrial(double loss, long packets, double rateBefore, double inherent, double runLength, double availableBefore)
    {
        _loss = Math.Clamp(loss, 0.01, 0.99);
        _packetsBefore = Math.Max(packets, 1);
        _rateBefore = rateBefore;
        _inherent = inherent;
        _runLengthBefore = runLength;
        AvailableBefore = availableBefore;
    }

    public double AvailableBefore { get; }

    /// <summary>The share that was lost before the trial.</summary>
    public double LossBefore => _loss;

    public double RateBefore => _rateBefore;

    public bool IsCounting => _from != long.MaxValue;

    /// <summary>The share that was lost since.</summary>
    public double Loss => Count == 0 ? 0 : (double)_lost / Count;

    /// <summary>Packets that count.</summary>
    public int Count => _received + _lost;

    private double RunLength => Math.Max(1, Math.Max(_runs == 0 ? 0 : (double)_lost / _runs, _runLengthBefore));

    /// <summary>The lower rate has been reached: packets sent from now on count.</summary>
    public void Begin(Timestamp now, long nextSequence)
    {
        _from = nextSequence;
        _countedSince = now;
    }

    public void Add(in PacketFate fate)
    {
        if (fate.Sequence < _from)
        {
            return;
        }

        switch (fate.Kind)
        {
            case PacketFateKind.Received:
                _received++;
                _isInRun = false;
                break;
            case PacketFateKind.Lost:
                _lost++;
                _runs += _isInRun ? 0 : 1;
                _isInRun = true;
                break;
            default:
                _lost--;
                _received++;
                break;
        }
    }

    /// <summary>Decides by what is known; <paramref name="rate"/> is what is sent now.</summary>
    public LossVerdict Decide(Timestamp now, double rate)
    {
        if (!IsCounting)
        {
            return LossVerdict.Open;
        }

        // Both shares are of samples, and the one before was taken when it was high.
        double spread = Math.Sqrt(_loss * (1 - _loss) * RunLength * ((1.0 / Math.Max(Count, 1)) + (1 / _packetsBefore)));
        double most = Math.Max((1.5 * _loss) + 0.05, _loss + (DeviationsAbove * spread));
        most = Count >= ManyPackets ? Math.Min(most, MostInherent) : most;
        if (Count >= FewPackets && _runs >= LeastRuns && Loss > most)
        {
            return LossVerdict.Worse;
        }

        if (Count >= ManyPackets && Loss < _loss - (DeviationsBelow * spread) && Loss > Math.Max(0.04, GoneShare * _loss))
        {
            return LossVerdict.Worse;
        }

        double likelihood = GetLogLikelihoodOfInherent(rate);
        bool isOver = now - _countedSince > Longest;
        bool isGone = Loss <= Math.Max(0.04, GoneShare * _loss);
        bool isUnclear = Loss > UnclearShare * _loss;
        if ((Count >= FewPackets && isGone && likelihood < -Decided) || (isOver && likelihood <= 0 && !isUnclear))
        {
            return LossVerdict.ByRate;
        }

        return (Count >= ManyPackets && likelihood > Decided) || isOver ? LossVerdict.Inherent : LossVerdict.Open;
    }

    private double GetLogLikelihoodOfInherent(double rate)
    {
        double byRate = Math.Max(Math.Max(LeastRateLoss, 1 - (_rateBefore / Math.Max(rate, 1))), _inherent);
        if (_loss <= byRate)
        {
            return 0;
        }

        return ((_lost * Math.Log(_loss / byRate)) + (_received * Math.Log((1 - _loss) / (1 - byRate)))) / RunLength;
    }
}
