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
    private readonly IceOpenChecks _open;
    private readonly IceConsent _consent;
    private readonly IceNomination _nomination = new();
    private readonly IceTupleList _tuples = new();
    private readonly IceRequestGate _gate = new();
    private readonly Queue<IceEvent> _events = new();
    private readonly IReadOnlyList<IceLocalCandidate> _locals;
    private readonly List<IceRemoteCandidate> _remotes = [];
    private IceCandidatePair? _selected;
    private Timestamp _nextCheckAt = Timestamp.Never;
    private Timestamp _failAt = Timestamp.Never;

    /// <param name="random">Where credentials and transactions come from.</param>
    /// <param name="locals">The sockets, the preferred first.</param>
    /// <param name="isControlling">Whether this agent chooses the pair; against a lite peer it always does.</param>
    public IceAgent(RandomSource random, IReadOnlyList<IceLocalCandidate> locals, bool isControlling = true)
    {
        _session = new IceSession(random, isControlling);
        _open = new IceOpenChecks(random);
        _consent = new IceConsent(random);
        _locals = locals;
    }

    public bool IsLite => false;

    public bool IsControlling => _session.IsControlling;

    public IceState State { get; private set; }

    /// <summary>ICE found no way, or lost it: only a restart helps.</summary>
    public bool HasFailed { get; private set; }

    public string UsernameFragment => _session.Local.UsernameFragment;

    public string Password => _session.Local.Password;

    public IReadOnlyList<IceCandidatePair> Pairs => _checklist.Pairs;

    public int RemoteCandidateCount => _remotes.Count;

    public Timestamp NextDeadline { get; private set; } = Timestamp.Never;

    private bool IsUp => State is IceState.Connected or IceState.Completed;

    public bool TryGetSelectedTuple(out TransportTuple tuple) => _tuples.TryGetSelected(out tuple);

    public bool IsKnownTuple(in TransportTuple tuple) => _tuples.Contains(tuple);

    public bool HasChecked(in TransportTuple tuple, Timestamp since) => _tuples.HasChecked(tuple, since);

    /// <summary>The pair is chosen by checks alone.</summary>
    public void ObserveValidPacket(in TransportTuple tuple)
    {
    }

    public bool TryDequeueEvent(out IceEvent iceEvent) => _events.TryDequeue(out iceEvent);

    /// <summary>Signaling brought the peer's credentials, and with the first call its checks begin; with a further one the peer has restarted.</summary>
    /// <exception cref="MediasoupTypeException">The credentials are missing or too long.</exception>
    public void SetRemote(Timestamp now, IceParameters remote, IReadOnlyList<IceRemoteCandidate> candidates, IDatagramSink sink)
    {
        if (State == IceState.Closed || HasFailed)
        {
            return;
        }

        _session.SetRemote(remote);
        foreach (IceRemoteCandidate candidate in candidates)
        {
            AddRemoteCandidate(candidate);
        }

        _checklist.Reorder(_session.IsControlling);
        _failAt = now + IceTimes.Patience;
        _nextCheckAt = now;
        HandleDeadline(now, sink);
    }

    /// <summary>Signaling brought another address of the peer (RFC 8838).</summary>
    public void AddRemote(Timestamp now, IceRemoteCandidate candidate, IDatagramSink sink)
    {
        if (State == IceState.Closed || HasFailed)
        {
            return;
        }

        AddRemoteCandidate(candidate);
        ArmChecks(now);
        HandleDeadline(now, sink);
    }

    /// <summary>
    /// Begins anew, with new credentials on both sides (RFC 8445 §9). Packets go the present way until a new one is found; addresses of the peer
    /// that are not given anew stay.
    /// </summary>
    /// <exception cref="MediasoupTypeException">The credentials are missing or too long.</exception>
    public void Restart(Timestamp now, IceParameters remote, IDatagramSink sink)
    {
        if (State == IceState.Closed)
        {
            return;
        }

        IceRemoteCandidate[] candidates = [.. _remotes];
        _session.Restart();
        _remotes.Clear();
        _checklist.Clear();
        _open.ClearExcept(null);
        _nomination.Reset();
        _consent.StopAsking();
        _selected = null;
        HasFailed = false;
        SetRemote(now, remote, candidates, sink);
    }

    public void RemoveTuple(in TransportTuple tuple)
    {
        bool wasSelected = _tuples.IsSelected(tuple);
        if (!_tuples.Remove(tuple))
        {
            return;
        }

        _events.Enqueue(IceEvent.OfTuple(IceEventKind.TupleRemoved, tuple));
        if (_checklist.Find(tuple) is { } pair)
        {
            pair.State = IcePairState.Failed;
        }

        if (wasSelected && IsUp)
        {
            Fail();
        }
    }

    public void HandleDeadline(Timestamp now, IDatagramSink sink)
    {
        if (State == IceState.Closed)
        {
            return;
        }

        HandleDueChecks(now, sink);
        if (_consent.IsExpired(now))
        {
            Fail();
        }
        else if (_selected is { } selected && _consent.TryTake(now))
        {
            SendCheck(now, selected, IceCheckKind.Consent, sink);
        }

        NominateIfDue(now, sink);
        SendNextIfDue(now, sink);
        FailIfHopeless(now);
        Rearm();
    }

    public void Close()
    {
        if (State == IceState.Closed)
        {
            return;
        }

        RemoveAllTuples();
        _checklist.Clear();
        _open.ClearExcept(null);
        NextDeadline = Timestamp.Never;
        Enter(IceState.Closed);
    }

    private void Enter(IceState state)
    {
        State = state;
        _events.Enqueue(IceEvent.StateChanged(state));
    }

    private void AddRemoteCandidate(IceRemoteCandidate candidate)
    {
        if (_remotes.Count >= EngineLimits.MaxIceRemoteCandidates || _remotes.Exists(known => IsSameAddress(known, candidate)))
        {
            return;
        }

        _remotes.Add(candidate);
        foreach (IceLocalCandidate local in _locals)
        {
            if (local.Protocol == candidate.Protocol && local.IsIPv6 == candidate.Address.IsIPv6)
            {
                _checklist.TryAdd(new IceCandidatePair(local, candidate, _session.IsControlling));
            }
        }
    }

    private static bool IsSameAddress(IceRemoteCandidate a, IceRemoteCandidate b) => a.Address == b.Address && a.Protocol == b.Protocol;

    /// <summary>Packets go this way from now on.</summary>
    private void Select(Timestamp now, IceCandidatePair pair)
    {
        _selected = pair;
        AddTuple(now, pair.Tuple);
        if (!_tuples.IsSelected(pair.Tuple))
        {
            _tuples.Select(pair.Tuple);
            _events.Enqueue(IceEvent.OfTuple(IceEventKind.SelectedTupleChanged, pair.Tuple));
        }

        _consent.Begin(now);
    }

    private void AddTuple(Timestamp now, in TransportTuple tuple)
    {
        if (_tuples.TryRefresh(now, tuple))
        {
            return;
        }

        _tuples.Add(now, tuple);
        _events.Enqueue(IceEvent.OfTuple(IceEventKind.TupleAdded, tuple));
        if (_tuples.TryEvict(out TransportTuple evicted))
        {
            _events.Enqueue(IceEvent.OfTuple(IceEventKind.TupleRemoved, evicted));
        }
    }

    private void FailIfHopeless(Timestamp now)
    {
        bool isHopeless = _session.Remote is not null && !HasFailed && _selected is null && _checklist.HasFailed;
        if (isHopeless && (_session.IsRemoteLite || now >= _failAt))
        {
            Fail();
        }
    }

    /// <summary>There is no way, and nothing is sent to the peer until a restart finds one.</summary>
    private void Fail()
    {
        RemoveAllTuples();
        _open.ClearExcept(null);
        _checklist.Clear();
        _consent.End();
        _nomination.Reset();
        _selected = null;
        _nextCheckAt = Timestamp.Never;
        HasFailed = true;
        Enter(IceState.Disconnected);
        _events.Enqueue(IceEvent.Failed);
        Rearm();
    }

    private void RemoveAllTuples()
    {
        while (_tuples.Count > 0)
        {
            TransportTuple tuple = _tuples.Newest;
            _tuples.Remove(tuple);
            _events.Enqueue(IceEvent.OfTuple(IceEventKind.TupleRemoved, tuple));
        }

        _tuples.Deselect();
    }

    private void Rearm()
    {
        Timestamp checks = Timestamp.Min(_open.NextDeadline, _nextCheckAt);
        Timestamp patience = !HasFailed && _selected is null && _checklist.HasFailed ? _failAt : Timestamp.Never;
        Timestamp choice = _session.IsControlling && _selected is { IsNominated: false } ? _nomination.NextDeadline : Timestamp.Never;
        NextDeadline = Timestamp.Min(Timestamp.Min(checks, patience), Timestamp.Min(choice, _consent.NextDeadline));
    }
}
