using Tureen.Engine.Primitives;
using Tureen.Ortc;

namespace Tureen.Engine.Ice.Agent;

/// <summary>
/// A full ICE agent (RFC 8445): it checks the pairs of its sockets and the peer's addresses, chooses one as the controlling agent, and keeps the
/// peer's consent. Against a lite peer, such as an SFU, it finds the way alone.
/// </summary>
/// <remarks>Only what carries the right MESSAGE-INTEGRITY changes anything here, whether request or answer.</remarks>
internal sealed partial class IceAgent : IIceAgent
{
    private readonly IceSession _session;
    private readonly IceChecklist _checklist = new();
    private readonly IcePaths _paths = new();
    private readonly IceProber _prober;
    private readonly IceResponder _responder;
    private readonly IceConsent _consent;
    private readonly IceNomination _nomination = new();
    private readonly IceCandidates _candidates;
    private readonly IceConclusion _conclusion;
    private Timestamp _failAt = Timestamp.Never;
    private bool _isRenewed;

    /// <param name="random">Where credentials and transactions come from.</param>
    /// <param name="locals">The sockets, the preferred first.</param>
    /// <param name="isControlling">Whether this agent chooses the pair; against a lite peer it always does.</param>
    public IceAgent(RandomSource random, IReadOnlyList<IceLocalCandidate> locals, bool isControlling = true)
    {
        _session = new IceSession(random, isControlling);
        _prober = new IceProber(random, _session, _checklist);
        _responder = new IceResponder(_session);
        _consent = new IceConsent(random);
        _candidates = new IceCandidates(_session, _checklist, locals);
        _conclusion = new IceConclusion(_session, _checklist, _paths, _prober, _nomination, _consent);
    }

    public bool IsLite => false;

    public bool IsControlling => _session.IsControlling;

    public IceState State => _paths.State;

    /// <summary>ICE found no way, or lost it: only a restart helps.</summary>
    public bool HasFailed { get; private set; }

    public string UsernameFragment => _session.Local.UsernameFragment;

    public string Password => _session.Local.Password;

    public IReadOnlyList<IceCandidatePair> Pairs => _checklist.Pairs;

    public int RemoteCandidateCount => _candidates.Count;

    /// <summary>More local candidates may come, so that there is hope without a pair.</summary>
    public bool IsGathering { get; set; }

    /// <summary>The candidate of a socket; null for none.</summary>
    public IceLocalCandidate? FindLocal(int socketId) => _candidates.FindLocal(socketId);

    public Timestamp NextDeadline { get; private set; } = Timestamp.Never;

    /// <summary>When ICE fails unless a pair comes up: never while one may work. A lite peer sends no checks that could bring one.</summary>
    private Timestamp Patience => _session.Remote is null || HasFailed || IsGathering || _paths.Selected is not null || !_checklist.HasFailed
        ? Timestamp.Never
        : _session.IsRemoteLite ? Timestamp.Zero : _failAt;

    private bool IsOver => State == IceState.Closed || HasFailed;

    public bool TryGetSelectedTuple(out TransportTuple tuple) => _paths.TryGetSelectedTuple(out tuple);

    public bool IsKnownTuple(in TransportTuple tuple) => _paths.IsKnown(tuple);

    public bool HasChecked(in TransportTuple tuple, Timestamp since) => _paths.HasChecked(tuple, since);

    /// <summary>The pair is chosen by checks alone.</summary>
    public void ObserveValidPacket(in TransportTuple tuple)
    {
    }

    public bool TryDequeueEvent(out IceEvent iceEvent) => _paths.TryDequeueEvent(out iceEvent);

    /// <summary>Signaling brought the peer's credentials, and its checks begin.</summary>
    /// <exception cref="MediasoupTypeException">The credentials are missing or too long.</exception>
    public void SetRemote(Timestamp now, IceParameters remote, IReadOnlyList<IceRemoteCandidate> candidates, IDatagramSink sink)
    {
        if (IsOver)
        {
            return;
        }

        _session.SetRemote(remote);
        foreach (IceRemoteCandidate candidate in candidates)
        {
            _candidates.Add(candidate);
        }

        _checklist.Reorder(_session.IsControlling);
        _failAt = now + IceTimes.Patience;
        _prober.Begin(now);
        HandleDeadline(now, sink);
    }

    /// <summary>Signaling brought another address of the peer (RFC 8838).</summary>
    public void AddRemote(Timestamp now, IceRemoteCandidate candidate, IDatagramSink sink)
    {
        if (IsOver)
        {
            return;
        }

        _candidates.Add(candidate);
        _prober.Arm(now);
        HandleDeadline(now, sink);
    }

    /// <summary>Makes the local credentials of the next restart, for a peer that must have them before it answers with its own.</summary>
    public void RenewLocal()
    {
        _session.Restart();
        _isRenewed = true;
    }

    /// <summary>
    /// Begins anew, with new credentials on both sides (RFC 8445 §9). Packets go the present way until a new one is found. The peer's addresses stay.
    /// </summary>
    /// <exception cref="MediasoupTypeException">The credentials are missing or too long.</exception>
    public void Restart(Timestamp now, IceParameters remote, IDatagramSink sink)
    {
        if (State == IceState.Closed)
        {
            return;
        }

        IReadOnlyList<IceRemoteCandidate> candidates = _candidates.TakeAll();
        if (!_isRenewed)
        {
            _session.Restart();
        }

        _isRenewed = false;
        _checklist.Clear();
        _prober.EndExcept(null);
        _nomination.Reset();
        _consent.StopAsking();
        _paths.ForgetPair();
        HasFailed = false;
        SetRemote(now, remote, candidates, sink);
    }

    /// <summary>A socket was added that checks may leave from: the one of a relay.</summary>
    public void AddLocal(Timestamp now, in IceLocalCandidate local, IDatagramSink sink)
    {
        _candidates.AddLocal(local);
        if (!IsOver)
        {
            _prober.Arm(now);
            HandleDeadline(now, sink);
        }
    }

    /// <summary>Nothing can leave from a socket any more.</summary>
    public void RemoveLocal(Timestamp now, int socketId, IDatagramSink sink)
    {
        _candidates.RemoveLocal(socketId);
        bool isSelected = _paths.TryGetSelectedTuple(out TransportTuple selected) && selected.SocketId == socketId;
        foreach (IceCandidatePair pair in _checklist.Pairs)
        {
            if (pair.Tuple.SocketId == socketId)
            {
                _prober.End(pair);
            }
        }

        if (isSelected)
        {
            Fail();
        }
        else if (!IsOver)
        {
            HandleDeadline(now, sink);
        }
    }

    /// <summary>A connection ended, or could not be opened.</summary>
    public void RemoveTuple(in TransportTuple tuple)
    {
        bool wasSelected = _paths.IsSelected(tuple);
        _paths.Remove(tuple);
        if (_checklist.Find(tuple) is { } pair)
        {
            _prober.End(pair);
        }

        if (wasSelected)
        {
            Fail();
        }
        else if (!IsOver)
        {
            Rearm();
        }
    }

    public void HandleDeadline(Timestamp now, IDatagramSink sink)
    {
        if (State == IceState.Closed)
        {
            return;
        }

        while (_prober.TryGiveUp(now, sink, out IceCheck check))
        {
            HandleFailure(now, check);
        }

        if (_consent.IsExpired(now))
        {
            Fail();
        }
        else if (_paths.Selected is { } selected && _consent.TryTake(now))
        {
            _prober.Send(now, selected, IceCheckKind.Consent, sink);
        }

        NominateIfDue(now, sink);
        _prober.SendNextIfDue(now, sink);
        if (Patience <= now)
        {
            Fail();
        }

        Rearm();
    }

    public void Close()
    {
        if (State != IceState.Closed)
        {
            _paths.Clear();
            _checklist.Clear();
            _prober.EndExcept(null);
            NextDeadline = Timestamp.Never;
            _paths.Enter(IceState.Closed);
        }
    }

    private void NominateIfDue(Timestamp now, IDatagramSink sink)
    {
        if (_session.IsControlling
            && _paths.Selected is { IsNominated: false }
            && _nomination.TryChoose(now, _checklist, out IceCandidatePair? pair))
        {
            _prober.Send(now, pair!, IceCheckKind.Nomination, sink);
        }
    }

    /// <summary>There is no way, and nothing is sent to the peer until a restart finds one.</summary>
    private void Fail()
    {
        _paths.Clear();
        _prober.EndExcept(null);
        _checklist.Clear();
        _consent.End();
        _nomination.Reset();
        HasFailed = true;
        _paths.Enter(IceState.Disconnected);
        _paths.RaiseFailed();
        Rearm();
    }

    private void Rearm()
    {
        Timestamp choice = _session.IsControlling && _paths.Selected is { IsNominated: false } ? _nomination.NextDeadline : Timestamp.Never;
        NextDeadline = Timestamp.Min(
            Timestamp.Min(_prober.NextDeadline, Patience), Timestamp.Min(choice, _consent.NextDeadline));
    }
}
