using Tureen.Engine.Primitives;

namespace Tureen.Engine.Ice;

/// <summary>A lite, controlled ICE agent (RFC 8445 §2.5): it answers checks and lets the peer choose the path.</summary>
/// <remarks>
/// Only a request that carries the right MESSAGE-INTEGRITY changes anything here. Any other datagram is answered with an
/// error at a bounded rate, or not at all, and never ends the session.
/// </remarks>
internal sealed partial class IceServer : IIceAgent
{
    private static readonly TimeSpan MinConsentTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan MaxConsentTimeout = TimeSpan.FromSeconds(60);

    private readonly RandomSource _random;
    private readonly TimeSpan _consentTimeout;
    private readonly IceTupleList _tuples = new();
    private readonly Queue<IceEvent> _events = new();
    private readonly IceRequestGate _gate = new();
    private IceCredentials _credentials;
    private IceCredentials? _previousCredentials;
    private uint? _nomination;
    private Timestamp _consentExpiry = Timestamp.Never;

    /// <summary>A server with fresh credentials. A consent of zero never expires; any other is brought into 10 to 60 s.</summary>
    public IceServer(RandomSource random, TimeSpan consentTimeout)
    {
        _random = random;
        _credentials = new IceCredentials(random);
        _consentTimeout = consentTimeout <= TimeSpan.Zero
            ? TimeSpan.Zero
            : TimeSpan.FromTicks(
                Math.Clamp(consentTimeout.Ticks, MinConsentTimeout.Ticks, MaxConsentTimeout.Ticks));
    }

    public bool IsLite => true;

    public IceState State { get; private set; }

    public string UsernameFragment => _credentials.UsernameFragment;

    public string Password => _credentials.Password;

    /// <summary>The fragment from before a restart, until the peer has used the new one.</summary>
    public string? PreviousUsernameFragment => _previousCredentials?.UsernameFragment;

    public int TupleCount => _tuples.Count;

    public Timestamp NextDeadline => _consentExpiry;

    private bool IsUp => State is IceState.Connected or IceState.Completed;

    public bool TryGetSelectedTuple(out TransportTuple tuple) => _tuples.TryGetSelected(out tuple);

    /// <summary>Whether an authenticated request has come over <paramref name="tuple"/>. Called for every packet.</summary>
    public bool IsKnownTuple(in TransportTuple tuple) => _tuples.Contains(tuple);

    /// <summary>Whether an authenticated request came over <paramref name="tuple"/> at <paramref name="since"/> or later.</summary>
    public bool HasChecked(in TransportTuple tuple, Timestamp since) => _tuples.HasChecked(tuple, since);

    public bool TryDequeueEvent(out IceEvent iceEvent) => _events.TryDequeue(out iceEvent);

    /// <summary>New credentials; the present ones stay valid until the peer has used the new ones.</summary>
    public void Restart(Timestamp now)
    {
        if (State == IceState.Closed)
        {
            return;
        }

        DiscardPreviousCredentials();
        _previousCredentials = _credentials;
        _credentials = new IceCredentials(_random);
        _events.Enqueue(IceEvent.OfCredentials(IceEventKind.LocalCredentialsChanged, _credentials.UsernameFragment));
        _nomination = null;
        RefreshConsent(now);
    }

    /// <summary>Consent has expired (RFC 7675 §5.1): nothing is sent to the peer until it checks again.</summary>
    public void HandleDeadline(Timestamp now)
    {
        if (now < _consentExpiry)
        {
            return;
        }

        RemoveAllTuples();
        Disconnect();
    }

    void IIceAgent.HandleDeadline(Timestamp now, IDatagramSink sink) => HandleDeadline(now);

    public void Close()
    {
        if (State == IceState.Closed)
        {
            return;
        }

        RemoveAllTuples();
        DiscardPreviousCredentials();
        _events.Enqueue(IceEvent.OfCredentials(IceEventKind.LocalCredentialsDiscarded, _credentials.UsernameFragment));
        _consentExpiry = Timestamp.Never;
        Enter(IceState.Closed);
    }

    private void Enter(IceState state)
    {
        State = state;
        _events.Enqueue(IceEvent.StateChanged(state));
    }

    private void Disconnect()
    {
        _tuples.Deselect();
        _nomination = null;
        _consentExpiry = Timestamp.Never;
        Enter(IceState.Disconnected);
    }

    private void RefreshConsent(Timestamp now)
    {
        if (IsUp && _consentTimeout > TimeSpan.Zero)
        {
            _consentExpiry = now + _consentTimeout;
        }
    }

    private void DiscardPreviousCredentials()
    {
        if (_previousCredentials is { } previous)
        {
            _previousCredentials = null;
            _events.Enqueue(IceEvent.OfCredentials(IceEventKind.LocalCredentialsDiscarded, previous.UsernameFragment));
        }
    }
}
