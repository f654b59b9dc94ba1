using Tureen.Engine.Primitives;

namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>
/// Recognizes by bursts that a limit may be gone. Bursts prove nothing, because aggregation and token buckets pass them too, so the hint only makes a probe come sooner.
/// </summary>
internal sealed class UpgradeHint
{
    private const int Trains = 3;
    private const int TrainsBefore = 5;
    private const double FasterShare = 1.5;

    /// <summary>How much more than what was measured may be probed when only the delay shows that the path is faster.</summary>
    private const double FallenShare = 4;

    /// <summary>Microseconds.</summary>
    private const long MaxAge = 1_000_000;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(20);

    private TimeSpan _pause = FirstPause;
    private Timestamp _notBefore = Timestamp.Zero;
    private double _trainsAtCut;
    private bool _isOnTrial;
    private double _rate;

    /// <summary>A cut: what bursts reached before it is what this path shows anyway.</summary>
    public void HandleCut(PacketTrains trains) => _trainsAtCut = trains.Median(TrainsBefore);

    /// <summary>Media was lost by its rate: a policer lets bursts through at any speed and delays nothing, so that neither shows when its limit is gone.</summary>
    public void HandleLossByRate() => _trainsAtCut = double.MaxValue;

    /// <param name="now">The time.</param>
    /// <param name="path">What the reports show.</param>
    /// <param name="measured">Bits per second that the path carried when it was congested.</param>
    /// <param name="countsBursts">Whether all bursts that are remembered came after the cut.</param>
    public bool IsGiven(Timestamp now, PathMeasures path, double measured, bool countsBursts)
    {
        double least = path.Trains.Least(Trains, path.NewestArrival - MaxAge);
        bool areTrainsFaster = countsBursts && least > FasterShare * Math.Max(measured, _trainsAtCut);
        if (now < _notBefore || _trainsAtCut == double.MaxValue || (!areTrainsFaster && !path.Floor.HasFallen(measured)))
        {
            return false;
        }

        _rate = areTrainsFaster ? least : FallenShare * measured;

        _notBefore = now + _pause;
        _isOnTrial = true;
        return true;
    }

    /// <summary>The rate of the bursts that gave the hint, once; 0 for none.</summary>
    public double TakeRate()
    {
        double rate = _rate;
        _rate = 0;
        return rate;
    }

    /// <summary>The probe that followed a hint has ended.</summary>
    public void HandleProbe(ProbeOutcome outcome)
    {
        if (!_isOnTrial)
        {
            return;
        }

        _isOnTrial = false;
        TimeSpan doubled = _pause * 2 > LongestPause ? LongestPause : _pause * 2;
        _pause = outcome == ProbeOutcome.Success ? FirstPause : doubled;
    }
}
