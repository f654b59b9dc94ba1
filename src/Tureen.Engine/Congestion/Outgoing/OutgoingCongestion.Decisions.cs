using Tureen.Engine.Primitives;

namespace Tureen.Engine.Congestion.Outgoing;

internal sealed partial class OutgoingCongestion
{
    /// <summary>The share of a measured rate that is used from then on, so that the queue drains.</summary>
    private const double CutShare = 0.97;

    private static readonly TimeSpan[] RateWindows = [TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(600), TimeSpan.FromSeconds(1)];
    private static readonly TimeSpan DrainingAfter = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LossProbePause = TimeSpan.FromSeconds(1);

    private bool TryShiftBase(Timestamp now, double queue)
    {
        bool canShift = State == CongestionState.Clear && _delay.Foreign.Milliseconds == 0 && _loss.GetLoss(now) < 0.01;
        bool areTrainsFast = canShift && _path.Trains.Median(4) > 2 * _path.Sent(now, Second);
        if (!_delay.Shift.Update(now, queue, Threshold, areTrainsFast))
        {
            return false;
        }

        _path.ShiftBase(queue);
        _delay.Verdict.Clear();
        Note(now, CongestionCause.PathLonger, _available.Bitrate);
        return true;
    }

    /// <summary>A queue stands: cuts to what the path was seen to carry, unless the queue is somebody else's.</summary>
    private void HandleDelay(Timestamp now, double queue, double own)
    {
        // Without video the queue is not ours, and what a few soundings measure is nonsense.
        if (_phase.IsWithoutVideo(now) || TryBlameOthers(now, queue))
        {
            return;
        }

        TimeSpan response = _roundTrip.Value + _watch.Interval;
        CongestionEpisode episode = _delay.Episode;
        if (!episode.CanCut(now, own, response))
        {
            return;
        }

        Bitrate before = _available.Bitrate;
        double measured = Measure(now);
        _available.Cut(now, measured, CutShare);
        if (episode.IsActive)
        {
            Ceiling.Lower(now, measured);
        }
        else
        {
            Ceiling.HandleCongestion(now, CongestionCause.Delay, measured);
            _delay.Hint.HandleCut(_path.Trains);
        }

        _loss.HandleCut(now);
        episode.HandleCut(now, own, measured, _delay.Rates.Value);
        BeginCongested(now);
        Note(now, CongestionCause.Delay, before);
    }

    private double Measure(Timestamp now)
    {
        if (_path.Bottleneck.TryMeasure(_path.Base.Value, out double bottleneck))
        {
            return bottleneck;
        }

        double largest = 0;
        foreach (TimeSpan window in RateWindows)
        {
            largest = Math.Max(largest, _path.Delivered(now, window));
        }

        return largest;
    }

    private bool TryBlameOthers(Timestamp now, double queue)
    {
        CongestionEpisode episode = _delay.Episode;
        if (!episode.IsActive || _loss.Trial is not null)
        {
            return false;
        }

        double sent = _path.Sent(now, Second);
        bool hasGivenWay = sent < 0.8 * episode.MeasuredAtStart
            && (sent < 0.5 * episode.RateBefore || _demand.IsLowest)
            && _path.Sent(now, TimeSpan.FromSeconds(2)) < 0.55 * episode.RateBefore
            && _path.Delivered(now, Second) > 0.93 * sent;
        if (!_delay.Foreign.TryRaise(now, now - episode.StartedAt, queue, hasGivenWay))
        {
            return false;
        }

        Bitrate before = _available.Bitrate;
        _available.Raise(now, Math.Min(episode.MeasuredAtStart, 0.8 * episode.RateBefore));
        Ceiling.HandleCongestion(now, CongestionCause.ForeignQueue, episode.RateBefore);
        BeginClear(now, TimeSpan.Zero);
        Note(now, CongestionCause.ForeignQueue, before);
        return true;
    }

    private void UpdateTrial(Timestamp now, double rate, bool begins)
    {
        if (_loss.Trial is { } trial)
        {
            if (!trial.IsCounting)
            {
                bool isReached = _demand.IsSettled && _path.Sent(now, RateWindows[0]) <= 1.15 * _available.Value;
                if (isReached || _loss.IsTrialLate(now))
                {
                    trial.Begin(now, _history.Newest + 1);
                }

                return;
            }

            EndTrial(now, trial, rate);
        }
        else if (begins && State == CongestionState.Clear && !_phase.IsWithoutVideo(now) && (!_demand.IsLowest || _loss.IsHeavyFor(now)))
        {
            Bitrate before = _available.Bitrate;
            _loss.BeginTrial(now, rate, _available.Value);
            _available.Lower(now, CutShare * rate);
            BeginCongested(now);
            Note(now, CongestionCause.Loss, before);
        }
    }

    private void EndTrial(Timestamp now, LossTrial trial, double rate)
    {
        Bitrate before = _available.Bitrate;
        switch (trial.Decide(now, _path.Sent(now, Second)))
        {
            case LossVerdict.Worse:
                _available.Lower(now, CutShare * rate);
                _loss.RepeatTrial(now, trial, rate);
                BeginCongested(now);
                Note(now, CongestionCause.Loss, before);
                break;
            case LossVerdict.ByRate:
                _loss.EndTrial();
                _loss.Inherent.Lower(trial.Loss);
                _loss.ClearWindow();
                Ceiling.HandleCongestion(now, CongestionCause.LossByRate, trial.RateBefore);
                Note(now, CongestionCause.LossByRate, before);
                BeginClear(now, LossProbePause);
                break;
            case LossVerdict.Inherent:
                _loss.EndTrial();
                _loss.Inherent.Set(now, Math.Max(trial.Loss, trial.LossBefore));
                _available.Raise(now, trial.AvailableBefore);
                _available.ForgetMeasurement();
                Ceiling.Clear();
                Note(now, CongestionCause.InherentLoss, before);
                BeginClear(now, TimeSpan.Zero);
                _phase.Effects |= CongestionEffects.Reallocate;
                break;
        }
    }

    private void BeginCongested(Timestamp now)
    {
        _phase.Change(now, CongestionState.Congested);
        _probes.Schedule.HandleCongestion(now);
        if (_probes.TryAbort(out ProbeResult aborted))
        {
            _delay.Hint.HandleProbe(aborted.Outcome);
        }

        _phase.Effects |= CongestionEffects.Reallocate | CongestionEffects.Cut;
    }

    private void LeaveCongested(Timestamp now, double own)
    {
        if (State == CongestionState.Congested && own <= Math.Max(12, Threshold / 2) && _loss.IsLow(now))
        {
            BeginClear(now, TimeSpan.Zero);
            Note(now, CongestionCause.Drained, _available.Bitrate);
        }
    }

    private void BeginClear(Timestamp now, TimeSpan probePause)
    {
        _delay.Episode.End();
        _phase.Change(now, CongestionState.Clear);
        _phase.IsDraining = false;
        _probes.Schedule.HandleClear(now, probePause);
        _phase.Effects |= CongestionEffects.Reallocate;
    }

    /// <summary>One temporal layer fewer costs no key frame and lets the queue drain.</summary>
    private void UpdateDraining(Timestamp now, double queue)
    {
        bool wasDraining = _phase.IsDraining;
        bool canDrain = State == CongestionState.Congested && _delay.Foreign.Milliseconds == 0 && _demand.IsSettled;
        _phase.IsDraining = canDrain
            && (wasDraining ? queue > Threshold / 2 : queue > 60 && _delay.Episode.IsCutOlderThan(now, DrainingAfter));
        if (_phase.IsDraining != wasDraining)
        {
            _phase.Effects |= CongestionEffects.Reallocate;
        }
    }
}
