using Tureen.Engine.Primitives;

namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>Which packets probes are made of: a carrier that the peer does not report rests for a minute.</summary>
internal sealed class ProbeCarriers
{
    private const double DeadLoss = 0.9;
    private const double HealthyMediaLoss = 0.1;
    private const int MaxDeadClusters = 2;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(60);

    private readonly int[] _dead = new int[(int)ProbeCarrier.None];
    private readonly Timestamp[] _restsUntil = new Timestamp[(int)ProbeCarrier.None];

    /// <summary>The best carrier that works.</summary>
    /// <param name="now">The time.</param>
    /// <param name="hasRtx">Whether packets could be sent again now.</param>
    public ProbeCarrier Choose(Timestamp now, bool hasRtx)
    {
        if (now >= _restsUntil[(int)ProbeCarrier.Probation])
        {
            return ProbeCarrier.Probation;
        }

        return hasRtx && now >= _restsUntil[(int)ProbeCarrier.Rtx] ? ProbeCarrier.Rtx : ProbeCarrier.None;
    }

    /// <summary>Whether the peer does not report packets of this kind, so that none are sent.</summary>
    public bool IsResting(Timestamp now, ProbeCarrier carrier) => carrier != ProbeCarrier.None && now < _restsUntil[(int)carrier];

    /// <summary>Takes what a probe showed; true when the peer did not report its carrier.</summary>
    public bool HandleResult(Timestamp now, ProbeCarrier carrier, in ProbeResult result, double mediaLoss)
    {
        if (carrier == ProbeCarrier.None || result.Outcome is ProbeOutcome.Unknown or ProbeOutcome.Aborted)
        {
            return false;
        }

        bool isDead = result.ProbeLoss >= DeadLoss && mediaLoss < HealthyMediaLoss;
        _dead[(int)carrier] = isDead ? _dead[(int)carrier] + 1 : 0;
        if (_dead[(int)carrier] >= MaxDeadClusters)
        {
            _dead[(int)carrier] = 0;
            _restsUntil[(int)carrier] = now + Rest;
        }

        return isDead;
    }
}
