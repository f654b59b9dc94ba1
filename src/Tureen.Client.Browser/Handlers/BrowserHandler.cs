using Tureen.Client.Browser.Interop;
using Tureen.Ortc;

namespace Tureen.Client.Browser.Handlers;

/// <summary>One transport in a browser: an RTCPeerConnection that gets the server's side as session descriptions made of ORTC parameters.</summary>
internal sealed class BrowserHandler : IHandler
{
    private readonly BrowserProfile _profile;
    private readonly PeerSession _session;
    private readonly TrackSender _sender;
    private readonly TrackReceiver _receiver;
    private readonly ChannelOpener _channels;

    public BrowserHandler(
        BrowserProfile profile, HandlerOptions options, string? forcedExtensions, Func<string, Action<string, string>, IPeerConnection> connect)
    {
        _profile = profile;
        _session = new PeerSession(options, isAlwaysDtlsClient: profile.IsAlwaysDtlsClient, connect);
        _sender = new TrackSender(_session, profile, options, forcedExtensions);
        _receiver = new TrackReceiver(_session);
        _channels = new ChannelOpener(_session, options.SctpParameters);
    }

    public string Name => _profile.Name;

    public void Close() => _session.Close();

    public Task UpdateIceServersAsync(IReadOnlyList<IceServer> iceServers)
    {
        _session.EnsureOpen();
        if (!_profile.CanUpdateIceServers)
        {
            throw new UnsupportedException("not supported");
        }

        _session.SetIceServers(iceServers);
        return Task.CompletedTask;
    }

    public async Task RestartIceAsync(IceParameters iceParameters)
    {
        _session.EnsureOpen();
        await _session.RestartIceAsync(iceParameters);
    }

    public async Task<RtcStatsReport> GetTransportStatsAsync()
    {
        _session.EnsureOpen();
        return RtcStatsReport.Parse(await _session.Peer.GetStatsAsync());
    }

    public async Task<HandlerSendResult> SendAsync(HandlerSendOptions options)
    {
        _session.EnsureOpen(TransportDirection.Send);
        return await _sender.AddAsync(options);
    }

    public async Task StopSendingAsync(string localId)
    {
        _session.EnsureDirection(TransportDirection.Send);
        if (!_session.IsClosed)
        {
            await _sender.RemoveAsync(localId);
        }
    }

    public Task PauseSendingAsync(string localId)
    {
        _session.EnsureOpen(TransportDirection.Send);
        return _sender.PauseAsync(localId);
    }

    public Task ResumeSendingAsync(string localId)
    {
        _session.EnsureOpen(TransportDirection.Send);
        return _sender.ResumeAsync(localId);
    }

    public Task ReplaceTrackAsync(string localId, IMediaStreamTrack? track)
    {
        _session.EnsureOpen(TransportDirection.Send);
        return _session.Transceivers.Find(localId).ReplaceTrackAsync(track);
    }

    public Task SetMaxSpatialLayerAsync(string localId, int spatialLayer)
    {
        _session.EnsureOpen(TransportDirection.Send);
        return _sender.SetMaxSpatialLayerAsync(localId, spatialLayer);
    }

    public Task SetRtpEncodingParametersAsync(string localId, RtpEncodingParameters parameters)
    {
        _session.EnsureOpen(TransportDirection.Send);
        return _sender.ChangeAllEncodingsAsync(localId, parameters);
    }

    public async Task<RtcStatsReport> GetSenderStatsAsync(string localId)
    {
        _session.EnsureOpen(TransportDirection.Send);
        return RtcStatsReport.Parse(await _session.Transceivers.Find(localId).GetSenderStatsAsync());
    }

    public async Task<HandlerSendDataChannelResult> SendDataChannelAsync(HandlerSendDataChannelOptions options)
    {
        _session.EnsureOpen(TransportDirection.Send);
        return await _channels.OfferAsync(options);
    }

    public async Task<IReadOnlyList<HandlerReceiveResult>> ReceiveAsync(IReadOnlyList<HandlerReceiveOptions> optionsList)
    {
        _session.EnsureOpen(TransportDirection.Recv);
        return await _receiver.AddAsync(optionsList);
    }

    public async Task StopReceivingAsync(IReadOnlyList<string> localIds)
    {
        _session.EnsureDirection(TransportDirection.Recv);
        if (!_session.IsClosed)
        {
            await _receiver.RemoveAsync(localIds);
        }
    }

    public Task PauseReceivingAsync(IReadOnlyList<string> localIds)
    {
        _session.EnsureOpen(TransportDirection.Recv);
        return _receiver.PauseAsync(localIds);
    }

    public Task ResumeReceivingAsync(IReadOnlyList<string> localIds)
    {
        _session.EnsureOpen(TransportDirection.Recv);
        return _receiver.ResumeAsync(localIds);
    }

    public async Task<RtcStatsReport> GetReceiverStatsAsync(string localId)
    {
        _session.EnsureOpen(TransportDirection.Recv);
        return RtcStatsReport.Parse(await _session.Transceivers.Find(localId).GetReceiverStatsAsync());
    }

    public async Task<IDataChannel> ReceiveDataChannelAsync(HandlerReceiveDataChannelOptions options)
    {
        _session.EnsureOpen(TransportDirection.Recv);
        return await _channels.AcceptAsync(options);
    }

    public long? GetDataChannelMaxMessageSize() => _channels.MaxMessageSize;
}
