using Tureen.Engine.Primitives;

namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>What follows from loss: a trial, and its verdict.</summary>
internal sealed class LossRules(PathState state)
{
    private static readonly TimeSpan LossProbePause = TimeSpan.FromSeconds(1);

    /// <summary>Goes on with the trial under way, or begins one if the loss calls for it.</summary>
    public void Update(Timestamp now, bool begins)
    {
        // The shortest window: a longer one still holds what a bucket let through before it was empty.
        double rate = state.Path.Delivered(now, PathState.RateWindows[0]);
        if (state.Loss.Trial is { } trial)
        {
            if (!trial.IsCounting)
            {
                bool isReached = state.Demand.IsSettled && state.Path.Sent(now, PathState.RateWindows[0]) <= 1.15 * state.Available.Value;
                if (isReached || state.Loss.IsTrialLate(now))
                {
                    trial.Begin(now, state.History.Newest + 1);
                }

                return;
            }

            EndTrial(now, trial, rate);
        }
        else if (begins && state.Phase.State == CongestionState.Clear && !state.Phase.IsWithoutVideo(now) && (!state.Demand.IsLowest || state.Loss.IsHeavyFor(now)))
        {
            Bitrate before = state.Available.Bitrate;
            state.Loss.BeginTrial(now, rate, state.Available.Value);
            state.Available.Lower(now, PathState.CutShare * rate);
            state.BeginCongested(now);
            state.Note(now, CongestionCause.Loss, before);
        }
    }

    private void EndTrial(Timestamp now, LossTrial trial, double rate)
    {
        Bitrate before = state.Available.Bitrate;
        switch (trial.Decide(now, state.Path.Sent(now, PathState.Second)))
        {
            case LossVerdict.Worse:
                state.Available.Lower(now, PathState.CutShare * rate);
                state.Loss.RepeatTrial(now, trial, rate);
                state.BeginCongested(now);
                state.Note(now, CongestionCause.Loss, before);
                break;
            case LossVerdict.ByRate:
                state.Loss.EndTrial();
                state.Loss.Inherent.Lower(trial.Loss);
                state.Loss.ClearWindow();
                state.Available.Measure(now, trial.RateBefore);
                state.Delay.Hint.HandleLossByRate();
                state.Pacing.Shallow.Confirm(now);
                state.HandleFailedRate(now, CongestionCause.LossByRate, trial.RateBefore);
                state.Note(now, CongestionCause.LossByRate, before);
                state.BeginClear(now, LossProbePause);
                break;
            case LossVerdict.Inherent:
                state.Loss.EndTrial();
                state.Loss.Inherent.Set(now, Math.Max(trial.Loss, trial.LossBefore));
                state.Available.Raise(now, trial.AvailableBefore);
                state.Available.ForgetMeasurement();
                state.Ceiling.Clear();
                state.Note(now, CongestionCause.InherentLoss, before);
                state.BeginClear(now, TimeSpan.Zero);
                state.Phase.Effects |= CongestionEffects.Reallocate;
                break;
        }
    }
}
