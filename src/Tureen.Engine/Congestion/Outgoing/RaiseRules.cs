using Tureen.Engine.Primitives;

namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>The ways up: media that did pass, and probes.</summary>
internal sealed class RaiseRules(PathState state)
{
    private static readonly TimeSpan EvidenceAfterCut = TimeSpan.FromMilliseconds(1500);

    /// <summary>Milliseconds. A probe behind more than that measures the queue on this machine.</summary>
    private const double MostBacklog = 20;

    private Timestamp ProbeAt => state.Probes.Schedule.Next;

    /// <summary>More than was known to fit has arrived.</summary>
    public void TakeEvidence(Timestamp now, double rate)
    {
        Bitrate before = state.Available.Bitrate;
        if (rate >= 0.5 * state.Available.Value)
        {
            state.Available.Verify(now);
        }

        // A rate over a second that began before a cut is not what fits now.
        bool isCutNew = state.Delay.Episode.IsCutNewerThan(now, EvidenceAfterCut);
        if (!isCutNew && state.Available.Raise(now, rate) && state.Available.Value > 1.03 * before.BitsPerSecond)
        {
            state.Note(now, CongestionCause.Evidence, before);
            state.Phase.Effects |= CongestionEffects.Reallocate;
        }

        HastenOnHint(now, !isCutNew);
    }

    /// <summary>Judges the probe under way, as far as it is reported.</summary>
    public void EndProbe(Timestamp now)
    {
        // What overflows beside others is no loss of a radio, so that nothing of it is forgiven.
        double inherent = state.Delay.Foreign.Milliseconds > 0 ? 0 : state.Loss.Inherent.Get(now);
        if (!state.Probes.TryEnd(now, state.Fates.NewestReported, state.RoundTrip.Value, state.Loss.GetLoss(now), inherent, out ProbeResult result))
        {
            return;
        }

        Bitrate before = state.Available.Bitrate;
        state.Note(now, result);
        if (result.Rate > 0 && state.Phase.State != CongestionState.Congested)
        {
            if (result.Outcome == ProbeOutcome.Saturated && state.Available.Measured == 0 && result.Rate > 0.9 * state.Available.Value)
            {
                // It measured the path as well as a queue of media does.
                state.Available.Measure(now, result.Rate);
                state.Delay.Hint.HandleCut(state.Path.Trains);
            }

            state.Available.Raise(now, result.Rate);
            if (result.Outcome == ProbeOutcome.Success)
            {
                state.Available.Verify(now);
                if (result.Rate > 1.1 * state.Available.Measured)
                {
                    state.Available.ForgetMeasurement();
                }
            }
        }

        state.Delay.Hint.HandleProbe(result.Outcome);
        if (result.Outcome == ProbeOutcome.Saturated)
        {
            state.Pacing.HandleCongestion(now);
        }

        state.Probes.Schedule.HandleResult(now, result.Outcome, state.Available.Measured > 0);
        state.Note(now, CongestionCause.Probe, before);
        state.Phase.Effects |= CongestionEffects.Reallocate;
    }

    /// <summary>When the next probe begins; never while none is wanted.</summary>
    public Timestamp GetNextProbe(Timestamp now, bool hasRtx) => IsProbeWanted(now, hasRtx) ? ProbeAt : Timestamp.Never;

    /// <summary>Begins a probe if one is due.</summary>
    public void BeginProbeIfDue(Timestamp now, bool hasRtx)
    {
        if (IsProbeWanted(now, hasRtx) && now >= ProbeAt)
        {
            ProbePlan plan = ProbePlan.Create(
                state.Demand, state.Available.Value, state.Available.Measured > 0, state.Probes.Schedule.IsCautious || !state.Demand.HasVideo || state.Ceiling.IsProbeDoubtful || state.IsStream, state.Available.Maximum, state.Delay.Hint.TakeRate());
            plan = plan.Lengthened(state.Probes.Schedule.Lengthening);
            plan = state.IsStream ? plan.Shortened() : plan;
            state.Probes.TryBegin(now, plan, state.Available.Value, hasRtx);
        }
    }

    /// <summary>Bursts come through far faster than what was measured, or delays fell: the limit may be gone. It only costs a probe.</summary>
    private void HastenOnHint(Timestamp now, bool countsBursts)
    {
        if (state.Available.Measured > 0 && state.Demand.TopNeed > state.Available.Value && state.Delay.Hint.IsGiven(now, state.Path, state.Available.Measured, countsBursts))
        {
            state.Ceiling.Clear();
            state.Probes.Schedule.Hasten(now, TimeSpan.Zero);
            state.Phase.Effects |= CongestionEffects.Reallocate;
        }
    }

    /// <summary>Whether a consumer could go up if more were known to fit, and nothing else is under way.</summary>
    private bool IsProbeWanted(Timestamp now, bool hasRtx) =>
        state.Phase.State == CongestionState.Clear
        && !state.Probes.IsActive
        && state.Backlog < MostBacklog
        && state.Watch.HasFeedback
        && state.Demand.IsSettled
        && state.Demand.NextNeed > 0
        && (state.Demand.NextNeed > state.Available.Value || !state.Available.IsVerified(now))
        && state.Probes.Carriers.Choose(now, hasRtx) != ProbeCarrier.None;
}
