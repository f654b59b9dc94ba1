using Tureen.Ortc;

namespace Tureen.Client;

/// <summary>A track that is sent to the router (mediasoup-client Producer).</summary>
public sealed class Producer : EventEmitter, IDisposable
{
    private readonly HandlerAccess _access;
    private readonly Action<Producer> _forget;
    private readonly RtpParameters _rtpParameters;
    private readonly bool _stopTracks;
    private readonly bool _disableTrackOnPause;
    private readonly bool _zeroRtpOnPause;
    private Dictionary<string, object?> _appData;

    internal Producer(
        HandlerAccess access, Action<Producer> forget, string id, HandlerSendResult sent, IMediaStreamTrack track, ProducerOptions options)
    {
        _access = access;
        _forget = forget;
        _rtpParameters = sent.RtpParameters;
        _stopTracks = options.StopTracks;
        _disableTrackOnPause = options.DisableTrackOnPause;
        _zeroRtpOnPause = options.ZeroRtpOnPause;
        _appData = options.AppData;
        Id = id;
        LocalId = sent.LocalId;
        RtpSender = sent.RtpSender;
        Kind = track.Kind;
        Track = track;
        Paused = _disableTrackOnPause && !track.Enabled;
        track.OnEnded += HandleTrackEnded;
    }

    /// <summary>The transport was closed, and the producer with it (mediasoup <c>transportclose</c>).</summary>
    public event Action? OnTransportClose;

    /// <summary>The track ended by itself; the producer is neither closed nor paused by that (mediasoup <c>trackended</c>).</summary>
    public event Action? OnTrackEnded;

    /// <summary>The id of the server's Producer.</summary>
    public string Id { get; }

    /// <summary>The id that the media stack uses for it; the MID in a browser.</summary>
    public string LocalId { get; }

    /// <summary>Whether it is closed.</summary>
    public bool Closed { get; private set; }

    /// <summary>Audio or video.</summary>
    public MediaKind Kind { get; }

    /// <summary>The media stack's sender, if it has such a thing.</summary>
    public object? RtpSender { get; }

    /// <summary>The track; null when there is none for now.</summary>
    public IMediaStreamTrack? Track { get; private set; }

    /// <summary>What is sent. A new copy each time.</summary>
    public RtpParameters RtpParameters => _rtpParameters.Clone();

    /// <summary>Whether it is paused.</summary>
    public bool Paused { get; private set; }

    /// <summary>The index of the highest encoding that is sent; null until it is set.</summary>
    public int? MaxSpatialLayer { get; private set; }

    /// <summary>The application's own data.</summary>
    /// <exception cref="MediasoupTypeException">Set to null.</exception>
    public Dictionary<string, object?> AppData
    {
        get => _appData;
        set => _appData = Check.AppData(value);
    }

    /// <summary>Reports what happens, for monitoring.</summary>
    public ProducerObserver Observer { get; } = new();

    private protected override string Component => "Producer";

    /// <summary>A transport that closes fails what waits before it closes its producers.</summary>
    private bool IsOver => Closed || _access.IsClosed;

    /// <summary>Ends sending, and stops the track unless <see cref="ProducerOptions.StopTracks"/> is false. Does nothing the second time.</summary>
    public void Close()
    {
        if (Closed)
        {
            return;
        }

        ClientLog.Debug(Component, "close()");
        Closed = true;
        LeaveTrack();
        _forget(this);
        _ = StopSendingAsync();
        RaiseClosed();
    }

    /// <inheritdoc/>
    public void Dispose() => Close();

    /// <summary>Gets the statistics of what is sent.</summary>
    /// <returns>The statistics, as the browser has them.</returns>
    /// <exception cref="InvalidStateException">Closed.</exception>
    public async Task<RtcStatsReport> GetStatsAsync()
    {
        Check.State(!Closed, "closed");
        return await _access.Handler.GetSenderStatsAsync(LocalId);
    }

    /// <summary>
    /// Pauses it: silence or black frames are sent, or nothing with <see cref="ProducerOptions.ZeroRtpOnPause"/>. Does nothing when closed.
    /// </summary>
    public void Pause() => SetPaused(isPaused: true);

    /// <summary>Resumes it. Does nothing when closed.</summary>
    public void Resume() => SetPaused(isPaused: false);

    /// <summary>Sends another track, without negotiation. Stops the previous track unless <see cref="ProducerOptions.StopTracks"/> is false.</summary>
    /// <param name="track">A track of the same kind; null for none.</param>
    /// <returns>Completes when the media stack has applied the change.</returns>
    /// <exception cref="InvalidStateException">Closed, also meanwhile, or the track has ended. A track given to a closed Producer is stopped too.</exception>
    /// <exception cref="MediasoupTypeException">The track is of another kind, or of another media stack.</exception>
    public async Task ReplaceTrackAsync(IMediaStreamTrack? track)
    {
        RequireOpen(track);
        Check.State(track?.ReadyState != MediaStreamTrackState.Ended, "track ended");
        Check.That(
            track is null || track.Kind == Kind, $"track '{track?.Id}' is {track?.Kind.ToWireString()}, the Producer sends {Kind.ToWireString()}");
        if (ReferenceEquals(track, Track))
        {
            return;
        }

        try
        {
            await _access.RunAsync(handler => handler.ReplaceTrackAsync(LocalId, track));
        }
        catch (Exception) when (IsOver)
        {
            RequireOpen(track);
            throw;
        }

        // It may have been closed meanwhile, and then nobody else stops the track.
        RequireOpen(track);
        LeaveTrack();
        Track = track;
        if (track is null)
        {
            return;
        }

        track.OnEnded += HandleTrackEnded;
        if (_disableTrackOnPause)
        {
            track.Enabled = !Paused;
        }
    }

    /// <summary>Sends no encoding above one. A failure of the media stack is only logged.</summary>
    /// <param name="spatialLayer">The index of the highest encoding that is sent, 0 or more.</param>
    /// <returns>Completes when the media stack has run the operation.</returns>
    /// <exception cref="InvalidStateException">Closed.</exception>
    /// <exception cref="UnsupportedException">It is audio.</exception>
    /// <exception cref="MediasoupTypeException">The index is negative.</exception>
    public async Task SetMaxSpatialLayerAsync(int spatialLayer)
    {
        Check.State(!Closed, "closed");
        Check.Supported(Kind == MediaKind.Video, "not a video Producer");
        Check.That(spatialLayer >= 0, "invalid spatialLayer");
        if (spatialLayer == MaxSpatialLayer)
        {
            return;
        }

        try
        {
            await _access.RunAsync(handler => handler.SetMaxSpatialLayerAsync(LocalId, spatialLayer));
        }
        catch (Exception error)
        {
            ClientLog.Warn(Component, "cannot set the highest layer", error);
        }

        MaxSpatialLayer = spatialLayer;
    }

    /// <summary>Changes all encodings.</summary>
    /// <param name="parameters">What is given replaces what was there; the rest stays.</param>
    /// <returns>Completes when the media stack has applied the change.</returns>
    /// <exception cref="InvalidStateException">Closed.</exception>
    /// <exception cref="MediasoupTypeException">The parameters are missing.</exception>
    public async Task SetRtpEncodingParametersAsync(RtpEncodingParameters? parameters)
    {
        Check.State(!Closed, "closed");
        RtpEncodingParameters copy = Check.Given(parameters, "params").Clone();
        await _access.RunAsync(handler => handler.SetRtpEncodingParametersAsync(LocalId, copy));
    }

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

    private void RequireOpen(IMediaStreamTrack? track)
    {
        if (!IsOver)
        {
            return;
        }

        if (_stopTracks)
        {
            track?.Stop();
        }

        throw new InvalidStateException("closed");
    }

    private void SetPaused(bool isPaused)
    {
        if (Closed)
        {
            ClientLog.Warn(Component, "pause or resume of a closed Producer");
            return;
        }

        Paused = isPaused;
        if (Track is not null && _disableTrackOnPause)
        {
            Track.Enabled = !isPaused;
        }

        if (_zeroRtpOnPause)
        {
            _ = SetSendingAsync(isPaused);
        }

        if (isPaused)
        {
            Observer.RaisePause();
        }
        else
        {
            Observer.RaiseResume();
        }
    }

    private async Task SetSendingAsync(bool isPaused)
    {
        try
        {
            await _access.RunAsync(handler => isPaused ? handler.PauseSendingAsync(LocalId) : handler.ResumeSendingAsync(LocalId));
        }
        catch (Exception error)
        {
            ClientLog.Warn(Component, "cannot pause or resume sending", error);
        }
    }

    private async Task StopSendingAsync()
    {
        try
        {
            await _access.RunAsync(handler => handler.StopSendingAsync(LocalId));
        }
        catch (Exception error)
        {
            ClientLog.Warn(Component, "cannot stop sending", error);
        }
    }

    private void LeaveTrack()
    {
        if (Track is null)
        {
            return;
        }

        Track.OnEnded -= HandleTrackEnded;
        if (_stopTracks)
        {
            Track.Stop();
        }
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
