using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;

namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>What follows from the estimate of a receiver: it is what is available, and what exceeds it was too much.</summary>
internal sealed class EstimateRules(PathState state, ReceiverEstimate estimate)
{
    /// <summary>An estimate that is so close to what is sent does not speak against it.</summary>
    private const double NearShare = 0.97;

    private const double ForgottenShare = 1.1;
    private const double NoticedShare = 1.03;

    /// <summary>A REMB came.</summary>
    public void HandleEstimate(Timestamp now, Bitrate reported)
    {
        bool wasSilent = estimate.IsSilent;
        estimate.Take(now, reported);
        if (wasSilent)
        {
            state.Phase.Effects |= CongestionEffects.Reallocate;
        }

        Apply(now);
    }

    /// <summary>A receiver reports on a video stream.</summary>
    public void HandleReception(Timestamp now, in ReportBlock report)
    {
        if (estimate.Loss.Add(now, report) && estimate.IsKnown)
        {
            Apply(now);
        }
    }

    public void HandleDeadline(Timestamp now)
    {
        if (!estimate.HandleDeadline(now))
        {
            return;
        }

        if (estimate.IsKnown)
        {
            Apply(now);
        }
        else
        {
            state.Phase.Effects |= CongestionEffects.Reallocate;
        }
    }

    private void Apply(Timestamp now)
    {
        Bitrate before = state.Available.Bitrate;
        double allowed = estimate.Allowed;
        state.Ceiling.Update(now);
        if (state.Demand.HasVideo && allowed < NearShare * state.Demand.Present)
        {
            Cut(now, allowed, before);
            return;
        }

        if (state.Phase.State == CongestionState.Congested)
        {
            state.BeginClear(now, TimeSpan.Zero);
        }

        if (allowed > ForgottenShare * state.Available.Measured)
        {
            state.Available.ForgetMeasurement();
        }

        if (allowed < state.Available.Value)
        {
            state.Available.Lower(now, allowed);
            state.Note(now, CongestionCause.Remb, before);
        }
        else if (state.Available.Raise(now, allowed) && state.Available.Value > NoticedShare * before.BitsPerSecond)
        {
            state.Note(now, CongestionCause.Remb, before);
            state.Phase.Effects |= CongestionEffects.Reallocate;
        }
    }

    private void Cut(Timestamp now, double allowed, Bitrate before)
    {
        if (state.Phase.State == CongestionState.Congested)
        {
            state.Ceiling.Lower(now, allowed);
        }
        else
        {
            state.HandleFailedRate(now, CongestionCause.Remb, allowed);
        }

        // An estimate is not raised by what was known before: the receiver knows only itself.
        state.Available.Measure(now, allowed);
        state.Available.Lower(now, allowed);
        state.BeginCongested(now);
        state.Note(now, CongestionCause.Remb, before);
    }
}
