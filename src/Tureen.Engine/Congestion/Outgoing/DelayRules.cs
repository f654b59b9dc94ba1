using Tureen.Engine.Primitives;

namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>What follows from delay: cuts while our own queue stands, the way back, and less while it drains.</summary>
internal sealed class DelayRules(PathState state)
{
    /// <summary>What remains when a queue did not drain although <see cref="PathState.CutShare"/> should suffice: key frames and what is sent again need room, too.</summary>
    private const double StuckShare = 0.85;

    /// <summary>A cut that leaves more than this share found nothing new.</summary>
    private const double UnchangedShare = 0.98;

    /// <summary>How much more is sent than comes out where a queue fills.</summary>
    private const double FillingShare = 1.15;

    /// <summary>How long a key frame takes to leave, so that a report about packets after it shows its queue.</summary>
    private static readonly TimeSpan KeyFrameTime = TimeSpan.FromMilliseconds(150);

    /// <summary>In this time the key frame of a switch has drained.</summary>
    private static readonly TimeSpan AfterSwitch = TimeSpan.FromMilliseconds(700);

    private static readonly TimeSpan LongestDraining = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan DrainingAfter = TimeSpan.FromMilliseconds(250);

    /// <summary>Takes a queue for the path itself where that became longer for good.</summary>
    public bool TryShiftBase(Timestamp now, double queue)
    {
        bool canShift = state.Phase.State == CongestionState.Clear && state.Delay.Foreign.Milliseconds == 0 && state.Loss.GetLoss(now) < 0.01;
        bool areTrainsFast = canShift && state.Path.Trains.Median(4) > 2 * state.Path.Sent(now, PathState.Second);
        if (!state.Delay.Shift.Update(now, queue, state.Threshold, areTrainsFast))
        {
            return false;
        }

        state.Path.ShiftBase(queue);
        state.Delay.Verdict.Clear();
        state.Note(now, CongestionCause.PathLonger, state.Available.Bitrate);
        return true;
    }

    /// <summary>
    /// Whether a queue grows from one group to the next while more is sent than comes out of it. Thin streams have few groups, so the standing queue shows that
    /// late.
    /// </summary>
    public bool IsFilling(Timestamp now) =>
        state.Phase.State == CongestionState.Clear
        && state.Delay.Foreign.Milliseconds == 0
        && state.Path.Queue.Rising > state.Threshold
        && state.Path.Bottleneck.TryMeasure(state.Path.Base.Value, out double bottleneck)
        && state.Path.Sent(now, PathState.RateWindows[0]) > FillingShare * bottleneck;

    /// <summary>A queue stands: cuts to what the path was seen to carry, unless the queue is somebody else's.</summary>
    public void HandleDelay(Timestamp now, double queue, double own)
    {
        // Without video the queue is not ours, and what a few soundings measure is nonsense.
        if (state.Phase.IsWithoutVideo(now) || TryBlameOthers(now, queue))
        {
            return;
        }

        TimeSpan response = state.RoundTrip.Value + state.Watch.Interval;
        CongestionEpisode episode = state.Delay.Episode;
        if (!episode.CanCut(now, own, response))
        {
            return;
        }

        Bitrate before = state.Available.Bitrate;
        double measured = Measure(now);
        if (episode.IsActive && state.Path.Bottleneck.IsEcho)
        {
            // Beside others a flow that has given way finds less each time. Only what went in faster than it came out shows what fits.
            measured = Math.Max(measured, state.Available.Measured);
        }

        bool isSwitchOver = now > state.Phase.SwitchingUntil + AfterSwitch;
        bool isStuck = isSwitchOver && state.Path.Sent(now, PathState.RateWindows[1]) > PathState.CutShare * measured && episode.IsStuck(now, own, response);
        state.Available.Cut(now, isStuck ? Math.Min(measured, state.Available.Value) : measured, isStuck ? StuckShare : PathState.CutShare);
        HandleCut(now, own, measured, before);
    }

    /// <summary>Packets wait on this machine, in milliseconds, for a connection that has taken so many bits per second.</summary>
    public void HandleBacklog(Timestamp now, double backlog, double taken)
    {
        if (!state.Phase.IsWithoutVideo(now) && state.Delay.Episode.CanCut(now, backlog, state.RoundTrip.Value + state.Watch.Interval))
        {
            Bitrate before = state.Available.Bitrate;
            state.Available.Cut(now, taken, PathState.CutShare);
            HandleCut(now, backlog, taken, before);
        }
    }

    /// <summary>Ends congestion when the queue is gone and little is lost, as packets show that left after the cut: those before it may not have met the queue yet.</summary>
    public void LeaveCongested(Timestamp now, double own)
    {
        if (state.Phase.State == CongestionState.Congested && own <= Math.Max(12, state.Threshold / 2) && state.Loss.IsLow(now)
            && state.Delay.Episode.IsEffectSeen(state.NewestReportedSentAt))
        {
            state.BeginClear(now, TimeSpan.Zero);
            state.Note(now, CongestionCause.Drained, state.Available.Bitrate);
        }
    }

    /// <summary>
    /// One temporal layer fewer costs no key frame and lets the queue drain. It stays away until the key frame of a step down has drained, too, which is
    /// the next queue.
    /// </summary>
    public void UpdateDraining(Timestamp now, double queue)
    {
        bool wasDraining = state.Phase.IsDraining;
        bool isSwitchReported = state.NewestReportedSentAt > (state.Phase.SwitchingUntil + KeyFrameTime).Microseconds;
        bool canDrain = state.Delay.Foreign.Milliseconds == 0 && state.Delay.Episode.IsCutNewerThan(now, LongestDraining);
        bool begins = state.Phase.State == CongestionState.Congested && queue > 60 && (!state.Demand.IsSettled || state.Delay.Episode.IsLoweringOlderThan(now, DrainingAfter));
        state.Phase.IsDraining = canDrain && (wasDraining ? queue > state.Threshold / 2 || !isSwitchReported : begins);
        if (state.Phase.IsDraining != wasDraining)
        {
            state.Phase.Effects |= CongestionEffects.Reallocate;
        }
    }

    private void HandleCut(Timestamp now, double own, double measured, Bitrate before)
    {
        CongestionEpisode episode = state.Delay.Episode;
        if (episode.IsActive)
        {
            state.Ceiling.Lower(now, measured);
        }
        else
        {
            state.HandleFailedRate(now, CongestionCause.Delay, measured);
            state.Delay.Hint.HandleCut(state.Path.Trains);
        }

        bool isLowered = state.Available.Value <= UnchangedShare * before.BitsPerSecond;
        state.Loss.HandleCut(now);
        episode.HandleCut(now, own, measured, state.Delay.Rates.Value, isLowered);
        state.BeginCongested(now);
        if (!isLowered)
        {
            // The same was found before, and layers were chosen by it: what queues now is their key frame.
            state.Phase.Effects &= ~CongestionEffects.Cut;
        }

        state.Note(now, CongestionCause.Delay, before);
    }

    private double Measure(Timestamp now)
    {
        if (state.Path.Bottleneck.TryMeasure(state.Path.Base.Value, out double bottleneck))
        {
            return bottleneck;
        }

        double largest = 0;
        foreach (TimeSpan window in PathState.RateWindows)
        {
            largest = Math.Max(largest, state.Path.Delivered(now, window));
        }

        return largest;
    }

    private bool TryBlameOthers(Timestamp now, double queue)
    {
        CongestionEpisode episode = state.Delay.Episode;
        if (!episode.IsActive || state.Loss.Trial is not null)
        {
            return false;
        }

        double sent = state.Path.Sent(now, PathState.Second);
        bool hasGivenWay = sent < 0.8 * episode.MeasuredAtStart
            && (sent < 0.5 * episode.RateBefore || state.Demand.IsLowest)
            && state.Path.Sent(now, TimeSpan.FromSeconds(2)) < 0.55 * episode.RateBefore
            && state.Path.Delivered(now, PathState.Second) > 0.93 * sent;
        if (!state.Delay.Foreign.TryRaise(now, now - episode.StartedAt, queue, hasGivenWay))
        {
            return false;
        }

        Bitrate before = state.Available.Bitrate;
        state.Available.Raise(now, Math.Min(episode.MeasuredAtStart, 0.8 * episode.RateBefore));
        state.HandleFailedRate(now, CongestionCause.ForeignQueue, episode.RateBefore);
        state.BeginClear(now, TimeSpan.Zero);
        state.Note(now, CongestionCause.ForeignQueue, before);
        return true;
    }
}
