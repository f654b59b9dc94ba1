using Tureen.Engine.Primitives;

namespace Tureen.Engine.Congestion.Outgoing;

internal sealed partial class OutgoingCongestion
{
    /// <summary>When <see cref="HandleDeadline"/> has to be called; no timer runs for a clear transport that is satisfied and has everything reported.</summary>
    /// <param name="now">The time.</param>
    /// <param name="hasRtx">Whether packets could be sent again now, to probe.</param>
    public Timestamp GetDeadline(Timestamp now, bool hasRtx)
    {
        Timestamp next = Timestamp.Min(_watch.NextDeadline, _soundings.GetNext(State, _available.Value));
        next = Timestamp.Min(next, _probes.GetDeadline(_roundTrip.Value));
        return IsProbeWanted(now, hasRtx) ? Timestamp.Min(next, ProbeAt) : next;
    }

    /// <summary>When a step that waits may be taken: the path was clear for long enough, or a ceiling ends.</summary>
    public Timestamp GetNextDecision(Timestamp now)
    {
        Timestamp dwell = _phase.ChangedAt + CongestionPhase.UpgradePause;
        return State != CongestionState.Clear ? Timestamp.Never : dwell > now ? dwell : Ceiling.GetEnd(now);
    }

    public void HandleDeadline(Timestamp now)
    {
        bool wasPaused = _watch.IsVideoPaused;
        bool wasSilent = _watch.IsPeerSilent;
        if (_watch.HandleDeadline(now))
        {
            Bitrate before = _available.Bitrate;
            _available.Lower(now, _available.Value / 2);
            _probes.TryAbort(out _);
            _delay.Episode.End();
            _loss.EndTrial();
            _phase.Change(now, CongestionState.Blind);
            Note(now, CongestionCause.Outage, before);
        }
        else if (_watch.IsVideoPaused != wasPaused)
        {
            _phase.Effects |= CongestionEffects.VideoPause | CongestionEffects.Reallocate;
        }

        if (_watch.IsPeerSilent != wasSilent)
        {
            _phase.Effects |= CongestionEffects.Reallocate;
        }

        EndProbe(now);
    }

    /// <summary>The next packet that is due now to probe or sound the path; call it until it returns false.</summary>
    /// <param name="now">The time.</param>
    /// <param name="hasRtx">Whether packets can be sent again now.</param>
    /// <param name="packet">What to send; <see cref="HandleSent"/> takes it when it has left.</param>
    public bool TryTakePacket(Timestamp now, bool hasRtx, out ProbePacket packet)
    {
        if (IsProbeWanted(now, hasRtx) && now >= ProbeAt)
        {
            ProbePlan plan = ProbePlan.Create(
                _demand, _available.Value, _available.Measured > 0, _probes.Schedule.IsCautious || !_demand.HasVideo, _available.Maximum, _delay.Hint.TakeRate());
            _probes.TryBegin(now, plan, _available.Value, hasRtx);
        }

        if (_probes.TryTakePacket(now, out packet))
        {
            return true;
        }

        if (now < _soundings.GetNext(State, _available.Value))
        {
            return false;
        }

        ProbeCarrier carrier = _probes.Carriers.Choose(now, hasRtx);
        packet = new ProbePacket(carrier == ProbeCarrier.None ? ProbeCarrier.Probation : carrier, Soundings.Length, 0);
        return true;
    }

    private Timestamp ProbeAt => _probes.Schedule.Next;

    /// <summary>Whether a consumer could go up if more were known to fit, and nothing else is under way.</summary>
    private bool IsProbeWanted(Timestamp now, bool hasRtx) =>
        State == CongestionState.Clear
        && !_probes.IsActive
        && _watch.HasFeedback
        && _demand.IsSettled
        && _demand.NextNeed > 0
        && (_demand.NextNeed > _available.Value || !_available.IsVerified(now))
        && _probes.Carriers.Choose(now, hasRtx) != ProbeCarrier.None;

}
