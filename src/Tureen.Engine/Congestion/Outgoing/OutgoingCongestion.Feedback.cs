using Tureen.Engine.Primitives;

namespace Tureen.Engine.Congestion.Outgoing;

internal sealed partial class OutgoingCongestion
{
    private const double ClearLoss = 0.04;
    private static readonly TimeSpan EvidenceAfterCut = TimeSpan.FromMilliseconds(1500);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private double Threshold => _path.Queue.GetThreshold(0);

    private void TakeFates(Timestamp now)
    {
        bool isFirst = true;
        long newest = 0;
        foreach (ref readonly PacketFate fate in _reader.Fates)
        {
            if (fate.Kind != PacketFateKind.Lost)
            {
                if (isFirst && _reader.LostReports > 0)
                {
                    _path.HandleLostReports(fate.ArrivedAt);
                }

                isFirst = false;
                if (_path.HandleArrival(now, fate))
                {
                    _delay.Clear();
                }

                newest = Math.Max(newest, fate.SentAt);
            }

            if (!fate.IsProbe)
            {
                _loss.Add(now, fate);
            }

            _probes.HandleFate(fate);
        }

        if (newest > 0 && !_reader.IsReordered)
        {
            _roundTrip.Add(now - new Timestamp(newest));
            _newestReportedSentAt = newest;
        }

        (int covered, int missing) = _reader.Coverage;
        _lossAverage.Add((double)missing / Math.Max(covered, 1));
    }

    private void Evaluate(Timestamp now)
    {
        double rate = _path.Delivered(now, Second);
        D(now, $"fb q {_path.Queue.Milliseconds:0} large {_path.Queue.Largest:0} T {Threshold:0} R {rate / 1000:0} S {_path.Sent(now, Second) / 1000:0} loss {_loss.GetLoss(now):0.000} next {_demand.NextNeed / 1000:0} top {_demand.TopNeed / 1000:0} set {_demand.IsSettled} probeAt {_probes.Schedule.Next.Milliseconds} fates {_reader.Fates.Length} backlog {GetBacklogMilliseconds(now):0}");
        _delay.Rates.Add(now, rate);
        Ceiling.Update(now);

        // 1. What is ours of the queue that stands.
        double queue = _path.Queue.Milliseconds;
        _delay.Foreign.Update(now, queue, Threshold);
        if (TryShiftBase(now, queue))
        {
            return;
        }

        // 2. Delay, then loss.
        double own = Math.Max(0, queue - _delay.Foreign.Milliseconds);
        bool isCongested = _delay.Verdict.Decide(now, own, Threshold, _probes.IsDisturbing(now)) && !_delay.Shift.IsHolding;
        if (_delay.Foreign.TryRevoke(now, own) || isCongested)
        {
            HandleDelay(now, queue, own);
        }

        bool isLossy = _loss.Update(now);
        UpdateTrial(now, rate, isLossy && own < Threshold);

        // 3. The way back, and evidence that more fits.
        LeaveCongested(now, own);
        UpdateDraining(now, queue);
        if (State == CongestionState.Clear && own < Threshold / 2 && _loss.GetLoss(now) < ClearLoss)
        {
            TakeEvidence(now, rate);
        }
    }

    private void TakeEvidence(Timestamp now, double rate)
    {
        Bitrate before = _available.Bitrate;
        if (rate >= 0.5 * _available.Value)
        {
            _available.Verify(now);
        }

        // A rate over a second that began before a cut is not what fits now.
        if (_delay.Episode.IsCutNewerThan(now, EvidenceAfterCut))
        {
            return;
        }

        if (_available.Raise(now, rate) && _available.Value > 1.03 * before.BitsPerSecond)
        {
            Note(now, CongestionCause.Evidence, before);
            _phase.Effects |= CongestionEffects.Reallocate;
        }

        HastenOnHint(now);
    }

    /// <summary>Bursts come through far faster than what was measured: the limit may be gone. It only costs a probe.</summary>
    private void HastenOnHint(Timestamp now)
    {
        if (_available.Measured > 0 && _demand.TopNeed > _available.Value && _delay.Hint.IsGiven(now, _path, _available.Measured))
        {
            Ceiling.Clear();
            _probes.Schedule.Hasten(now, TimeSpan.Zero);
            _phase.Effects |= CongestionEffects.Reallocate;
        }
    }

    private void EndProbe(Timestamp now)
    {
        if (!_probes.TryEnd(now, _reader.NewestReported, _roundTrip.Value, _loss.GetLoss(now), out ProbeResult result))
        {
            return;
        }

        Bitrate before = _available.Bitrate;
        D(now, $"probe {result.Outcome} {result.Rate / 1000:0} of {result.Plan.Rate / 1000:0} {result.Plan.Duration.TotalMilliseconds:0} ms x {result.Plan.PacketLength} loss {result.ProbeLoss:0.00}");
        if (result.Rate > 0 && State != CongestionState.Congested)
        {
            _available.Raise(now, result.Rate);
            if (result.Outcome == ProbeOutcome.Success)
            {
                _available.Verify(now);
                if (result.Rate > 1.1 * _available.Measured)
                {
                    _available.ForgetMeasurement();
                }
            }
        }

        _delay.Hint.HandleProbe(result.Outcome);
        _probes.Schedule.HandleResult(now, result.Outcome, _available.Measured > 0, Ceiling.SinceUpgrade(now));
        Note(now, CongestionCause.Probe, before);
        _phase.Effects |= CongestionEffects.Reallocate;
    }

    private void LeaveBlind(Timestamp now)
    {
        if (State != CongestionState.Blind)
        {
            return;
        }

        Bitrate before = _available.Bitrate;
        _loss.ClearWindow();
        _phase.Change(now, CongestionState.Clear);
        _probes.Schedule.Hasten(now, TimeSpan.FromMilliseconds(100));
        Note(now, CongestionCause.FeedbackBack, before);
        _phase.Effects |= CongestionEffects.Reallocate | CongestionEffects.VideoPause;
    }
}
