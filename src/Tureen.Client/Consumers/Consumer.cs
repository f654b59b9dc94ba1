using Tureen.Ortc;

namespace Tureen.Client;

/// <summary>A track that is received from the router (mediasoup-client Consumer).</summary>
public sealed class Consumer : EventEmitter, IDisposable
{
    private readonly ConsumerSet _owner;
    private readonly RtpParameters _rtpParameters;
    private Dictionary<string, object?> _appData;

    internal Consumer(ConsumerSet owner, PendingConsumer pending, HandlerReceiveResult received)
    {
        _owner = owner;
        _rtpParameters = pending.RtpParameters;
        _appData = pending.Options.AppData;
        Id = pending.Options.Id!;
        ProducerId = pending.Options.ProducerId!;
        LocalId = received.LocalId;
        RtpReceiver = received.RtpReceiver;
        Track = received.Track;
        Paused = !Track.Enabled;
        Track.OnEnded += HandleTrackEnded;
    }

    /// <summary>The transport was closed, and the consumer with it (mediasoup <c>transportclose</c>).</summary>
    public event Action? OnTransportClose;

    /// <summary>The track ended by itself (mediasoup <c>trackended</c>).</summary>
    public event Action? OnTrackEnded;

    /// <summary>The id of the server's Consumer.</summary>
    public string Id { get; }

    /// <summary>The id that the media stack uses for it; the MID in a browser.</summary>
    public string LocalId { get; }

    /// <summary>The id of the Producer that is consumed.</summary>
    public string ProducerId { get; }

    /// <summary>Whether it is closed.</summary>
    public bool Closed { get; private set; }

    /// <summary>Audio or video.</summary>
    public MediaKind Kind => Track.Kind;

    /// <summary>The media stack's receiver, if it has such a thing.</summary>
    public object? RtpReceiver { get; }

    /// <summary>The remote track.</summary>
    public IMediaStreamTrack Track { get; }

    /// <summary>What the server sends. A new copy each time.</summary>
    public RtpParameters RtpParameters => _rtpParameters.Clone();

    /// <summary>Whether it is paused here; the server does not know of that.</summary>
    public bool Paused { get; private set; }

    /// <summary>The application's own data.</summary>
    /// <exception cref="MediasoupTypeException">Set to null.</exception>
    public Dictionary<string, object?> AppData
    {
        get => _appData;
        set => _appData = Check.AppData(value);
    }

    /// <summary>Reports what happens, for monitoring.</summary>
    public ConsumerObserver Observer { get; } = new();

    private protected override string Component => "Consumer";

    /// <summary>Ends receiving and stops the track. Does nothing the second time.</summary>
    public void Close()
    {
        if (Closed)
        {
            return;
        }

        ClientLog.Debug(Component, "close()");
        Closed = true;
        LeaveTrack();
        _owner.Forget(this);
        RaiseClosed();
    }

    /// <inheritdoc/>
    public void Dispose() => Close();

    /// <summary>Gets the statistics of what is received.</summary>
    /// <returns>The statistics, as the browser has them.</returns>
    /// <exception cref="InvalidStateException">Closed.</exception>
    public async Task<RtcStatsReport> GetStatsAsync()
    {
        Check.State(!Closed, "closed");
        return await _owner.Handler.GetReceiverStatsAsync(LocalId);
    }

    /// <summary>Plays nothing for now. The server goes on sending until its own Consumer is paused. Does nothing when closed.</summary>
    public void Pause() => SetPaused(isPaused: true);

    /// <summary>Plays again. Does nothing when closed.</summary>
    public void Resume() => SetPaused(isPaused: false);

    internal void HandleTransportClosed()
    {
        if (Closed)
        {
            return;
        }

        Closed = true;
        LeaveTrack();
        Raise("transportclose", OnTransportClose);
        RaiseClosed();
    }

    private void SetPaused(bool isPaused)
    {
        if (Closed || Paused == isPaused)
        {
            ClientLog.Debug(Component, "pause or resume without effect");
            return;
        }

        Paused = isPaused;
        Track.Enabled = !isPaused;
        if (isPaused)
        {
            _owner.Pause(this);
            Observer.RaisePause();
        }
        else
        {
            _owner.Resume(this);
            Observer.RaiseResume();
        }
    }

    private void LeaveTrack()
    {
        Track.OnEnded -= HandleTrackEnded;
        Track.Stop();
    }

    private void HandleTrackEnded()
    {
        Raise("trackended", OnTrackEnded);
        Observer.RaiseTrackEnded();
    }

    private void RaiseClosed()
    {
        Observer.RaiseClose();
        OnTransportClose = null;
        OnTrackEnded = null;
        RemoveErrorListeners();
    }
}
