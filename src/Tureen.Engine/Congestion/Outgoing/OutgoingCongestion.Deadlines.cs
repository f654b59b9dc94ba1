using Tureen.Engine.Primitives;

namespace Tureen.Engine.Congestion.Outgoing;

internal sealed partial class OutgoingCongestion
{
    /// <summary>When <see cref="HandleDeadline"/> has to be called; no timer runs for a clear transport that is satisfied and has everything reported.</summary>
    /// <param name="now">The time.</param>
    /// <param name="hasRtx">Whether packets could be sent again now, to probe.</param>
    public Timestamp GetDeadline(Timestamp now, bool hasRtx)
    {
        if (_state.Estimate is { } estimate)
        {
            return Timestamp.Min(estimate.NextDeadline, _padding!.NextDeadline);
        }

        Timestamp next = Timestamp.Min(_state.Watch.NextDeadline, _soundings.GetNext(State, _state.Available.Value));
        next = Timestamp.Min(next, _backlogRules.NextDeadline);
        next = Timestamp.Min(next, _state.Probes.GetDeadline(_state.RoundTrip.Value));
        return Timestamp.Min(next, _raiseRules.GetNextProbe(now, hasRtx));
    }

    /// <summary>When a step that waits may be taken: the path was clear for long enough, or a ceiling ends.</summary>
    public Timestamp GetNextDecision(Timestamp now)
    {
        Timestamp dwell = _state.Phase.ChangedAt + CongestionPhase.UpgradePause;
        return _state.Phase.State != CongestionState.Clear ? Timestamp.Never : dwell > now ? dwell : _state.Ceiling.GetEnd(now);
    }

    public void HandleDeadline(Timestamp now)
    {
        _estimateRules?.HandleDeadline(now);
        bool wasPaused = _state.Watch.IsVideoPaused;
        bool wasSilent = _state.Watch.IsPeerSilent;
        if (_state.Watch.HandleDeadline(now))
        {
            Bitrate before = _state.Available.Bitrate;
            _state.Available.HandleOutage(now);
            _state.Probes.TryAbort(out _);
            _state.Delay.Episode.End();
            _state.Loss.EndTrial();
            _state.Phase.Change(now, CongestionState.Blind);
            _state.Note(now, CongestionCause.Outage, before);
        }
        else if (_state.Watch.IsVideoPaused != wasPaused)
        {
            _state.Phase.Effects |= CongestionEffects.VideoPause | CongestionEffects.Reallocate;
        }

        if (_state.Watch.IsPeerSilent != wasSilent)
        {
            _state.Phase.Effects |= CongestionEffects.Reallocate;
        }

        _raiseRules.EndProbe(now);
    }

    /// <summary>The next packet that is due now to probe or sound the path; call it until it returns false.</summary>
    /// <param name="now">The time.</param>
    /// <param name="hasRtx">Whether packets can be sent again now.</param>
    /// <param name="packet">What to send; <see cref="HandleSent"/> takes it when it has left.</param>
    public bool TryTakePacket(Timestamp now, bool hasRtx, out ProbePacket packet)
    {
        if (_padding is not null)
        {
            return _padding.TryTakePacket(now, hasRtx, out packet);
        }

        _raiseRules.BeginProbeIfDue(now, hasRtx);
        if (_state.Probes.TryTakePacket(now, out packet))
        {
            return true;
        }

        if (now < _soundings.GetNext(State, _state.Available.Value))
        {
            return false;
        }

        ProbeCarrier carrier = _state.Probes.Carriers.Choose(now, hasRtx);
        packet = new ProbePacket(carrier == ProbeCarrier.None ? ProbeCarrier.Probation : carrier, Soundings.Length, 0);
        return true;
    }
}
