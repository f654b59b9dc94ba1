using Tureen.Engine.Primitives;

namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>What follows from a report, once its form is read: the fates go to all that learn from them, and then the rules decide.</summary>
internal sealed class ReportIntake(PathState state, DelayRules delayRules, RaiseRules raiseRules)
{
    private const double ClearLoss = 0.04;

    /// <summary>When more than that is missing after an outage of reports, media was lost, and not only reports.</summary>
    private const double LostInOutage = 0.5;

    private readonly LossRules _lossRules = new(state);
    private readonly PacketLossAverage _lossAverage = new();

    /// <summary>The loss that reports show, 0 to 1, the last 24 weighted.</summary>
    public double Loss => _lossAverage.Value;

    /// <summary>Takes what <see cref="PathState.Fates"/> has.</summary>
    public void Handle(Timestamp now)
    {
        LeaveBlind(now);
        state.Watch.HandleFeedback(now);
        state.History.CanGrow = true;
        state.Probes.Schedule.Start(now);
        TakeFates(now);
        raiseRules.EndProbe(now);
        if (!state.Fates.IsReordered)
        {
            Evaluate(now);
            state.Counters.QueueDelays.Add(state.Path.Queue.Milliseconds / 1000);
        }
    }

    private void TakeFates(Timestamp now)
    {
        bool isFirst = true;
        long newest = 0;
        foreach (ref readonly PacketFate fate in state.Fates.All)
        {
            if (fate.Kind != PacketFateKind.Lost)
            {
                if (isFirst && state.Fates.LostReports > 0)
                {
                    state.Path.HandleLostReports(fate.ArrivedAt);
                }

                isFirst = false;
                if (state.Path.HandleArrival(now, fate))
                {
                    state.Delay.Clear();
                }

                newest = Math.Max(newest, fate.SentAt);
            }

            if (fate.IsMedia)
            {
                state.Loss.Add(now, fate);
            }

            state.Probes.HandleFate(fate);
        }

        if (newest > 0 && !state.Fates.IsReordered)
        {
            state.RoundTrip.Add(now - new Timestamp(newest));
            state.NewestReportedSentAt = newest;
        }

        _lossAverage.Add((double)state.Fates.Missing / Math.Max(state.Fates.Covered, 1));
    }

    private void Evaluate(Timestamp now)
    {
        double rate = state.Path.Delivered(now, PathState.Second);
        state.Delay.Rates.Add(now, rate);
        state.Ceiling.Update(now);

        // 1. What is ours of the queue that stands.
        double queue = state.Path.Queue.Milliseconds;
        state.Delay.Foreign.Update(now, queue, state.Threshold);
        if (delayRules.TryShiftBase(now, queue))
        {
            return;
        }

        // 2. Delay, then loss.
        double own = Math.Max(0, queue - state.Delay.Foreign.Milliseconds);
        bool isProbing = state.Probes.IsDisturbing(now);
        bool isCongested = state.Delay.Verdict.Decide(now, own, state.Threshold, isProbing, state.IsStream) && !state.Delay.Shift.IsHolding;
        isCongested |= !isProbing && delayRules.IsFilling(now);
        if (state.Delay.Foreign.TryRevoke(now, own) || isCongested)
        {
            delayRules.HandleDelay(now, queue, own);
        }

        bool isLossy = state.Loss.Update(now);
        state.Pacing.Update(now, state.Loss.GetLoss(now), state.Path.TakeLongestWait());
        _lossRules.Update(now, isLossy && own < state.Threshold && !state.IsStream);

        // 3. The way back, and evidence that more fits.
        delayRules.LeaveCongested(now, own);
        delayRules.UpdateDraining(now, queue);
        if (state.Phase.State == CongestionState.Clear && own < state.Threshold / 2 && state.Loss.GetLoss(now) < ClearLoss)
        {
            raiseRules.TakeEvidence(now, rate);
        }
    }

    private void LeaveBlind(Timestamp now)
    {
        if (state.Phase.State != CongestionState.Blind)
        {
            return;
        }

        Bitrate before = state.Available.Bitrate;
        state.Loss.ClearWindow();
        state.Phase.Change(now, CongestionState.Clear);
        state.Probes.Schedule.Hasten(now, TimeSpan.FromMilliseconds(100));
        state.Note(now, CongestionCause.FeedbackBack, before);
        state.Phase.Effects |= CongestionEffects.Reallocate | CongestionEffects.VideoPause;

        // A new picture comes sooner than all the packets that were lost meanwhile.
        if (state.Fates.Missing > LostInOutage * state.Fates.Covered)
        {
            state.Phase.Effects |= CongestionEffects.NewPicture;
        }
    }
}
