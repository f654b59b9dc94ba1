using Tureen.Engine.Primitives;

namespace Tureen.Engine.Congestion.Outgoing;

internal sealed partial class OutgoingCongestion
{
    private const double ClearLoss = 0.04;

    /// <summary>When more than that is missing after an outage of reports, media was lost, and not only reports.</summary>
    private const double LostInOutage = 0.5;

    private void TakeFates(Timestamp now)
    {
        bool isFirst = true;
        long newest = 0;
        foreach (ref readonly PacketFate fate in _state.Reader.Fates)
        {
            if (fate.Kind != PacketFateKind.Lost)
            {
                if (isFirst && _state.Reader.LostReports > 0)
                {
                    _state.Path.HandleLostReports(fate.ArrivedAt);
                }

                isFirst = false;
                if (_state.Path.HandleArrival(now, fate))
                {
                    _state.Delay.Clear();
                }

                newest = Math.Max(newest, fate.SentAt);
            }

            if (fate.IsMedia)
            {
                _state.Loss.Add(now, fate);
            }

            _state.Probes.HandleFate(fate);
        }

        if (newest > 0 && !_state.Reader.IsReordered)
        {
            _state.RoundTrip.Add(now - new Timestamp(newest));
            _state.NewestReportedSentAt = newest;
        }

        (int covered, int missing) = _state.Reader.Coverage;
        _lossAverage.Add((double)missing / Math.Max(covered, 1));
    }

    private void Evaluate(Timestamp now)
    {
        double rate = _state.Path.Delivered(now, PathState.Second);
        _state.Delay.Rates.Add(now, rate);
        _state.Ceiling.Update(now);

        // 1. What is ours of the queue that stands.
        double queue = _state.Path.Queue.Milliseconds;
        _state.Delay.Foreign.Update(now, queue, _state.Threshold);
        if (_delayRules.TryShiftBase(now, queue))
        {
            return;
        }

        // 2. Delay, then loss.
        double own = Math.Max(0, queue - _state.Delay.Foreign.Milliseconds);
        bool isProbing = _state.Probes.IsDisturbing(now);
        bool isCongested = _state.Delay.Verdict.Decide(now, own, _state.Threshold, isProbing) && !_state.Delay.Shift.IsHolding;
        isCongested |= !isProbing && _delayRules.IsFilling(now);
        if (_state.Delay.Foreign.TryRevoke(now, own) || isCongested)
        {
            _delayRules.HandleDelay(now, queue, own);
        }

        bool isLossy = _state.Loss.Update(now);
        _state.Pacing.Update(now, _state.Loss.GetLoss(now), _state.Path.TakeLongestWait());
        _lossRules.Update(now, isLossy && own < _state.Threshold);

        // 3. The way back, and evidence that more fits.
        _delayRules.LeaveCongested(now, own);
        _delayRules.UpdateDraining(now, queue);
        if (_state.Phase.State == CongestionState.Clear && own < _state.Threshold / 2 && _state.Loss.GetLoss(now) < ClearLoss)
        {
            _raiseRules.TakeEvidence(now, rate);
        }
    }

    private void LeaveBlind(Timestamp now)
    {
        if (_state.Phase.State != CongestionState.Blind)
        {
            return;
        }

        Bitrate before = _state.Available.Bitrate;
        _state.Loss.ClearWindow();
        _state.Phase.Change(now, CongestionState.Clear);
        _state.Probes.Schedule.Hasten(now, TimeSpan.FromMilliseconds(100));
        _state.Note(now, CongestionCause.FeedbackBack, before);
        _state.Phase.Effects |= CongestionEffects.Reallocate | CongestionEffects.VideoPause;

        // A new picture comes sooner than all the packets that were lost meanwhile.
        (int covered, int missing) = _state.Reader.Coverage;
        if (missing > LostInOutage * covered)
        {
            _state.Phase.Effects |= CongestionEffects.NewPicture;
        }
    }
}
