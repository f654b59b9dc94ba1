using Tureen.Client.Native.Data;
using Tureen.Client.Native.Sessions;
using Tureen.Client.Native.Stats;
using Tureen.Client.Native.Tracks;
using Tureen.Ortc;

namespace Tureen.Client.Native.Handlers;

/// <summary>One transport of the media stack in this process.</summary>
internal sealed class NativeHandler : IHandler
{
    public const string HandlerName = "Native";

    private readonly NativeSession _session;
    private readonly TransportDirection _direction;
    private readonly TrackSender _sender;
    private readonly TrackReceiver _receiver;
    private readonly DataChannels _channels;

    public NativeHandler(HandlerOptions options, Worker worker, NativeOptions native)
    {
        _direction = options.Direction;
        _session = new NativeSession(options, worker, native);
        _sender = new TrackSender(_session, options);
        _receiver = new TrackReceiver(_session);
        _channels = new DataChannels(_session, options.SctpParameters);
    }

    public string Name => HandlerName;

    public void Close()
    {
        if (_session.IsClosed)
        {
            return;
        }

        _sender.Close();
        _channels.Close();
        _session.Close();
    }

    public Task UpdateIceServersAsync(IReadOnlyList<IceServer> iceServers)
    {
        _session.SetIceServers(iceServers);
        return Task.CompletedTask;
    }

    public Task RestartIceAsync(IceParameters iceParameters)
    {
        _session.EnsureOpen();
        return _session.RestartIceAsync(iceParameters);
    }

    public async Task<RtcStatsReport> GetTransportStatsAsync()
    {
        _session.EnsureOpen();
        NativeEnds ends = await _session.OpenAsync().ConfigureAwait(false);
        return await StatsReport.OfTransportAsync(ends, _sender.All(), _receiver.All(), _channels.All()).ConfigureAwait(false);
    }

    public Task<HandlerSendResult> SendAsync(HandlerSendOptions options)
    {
        EnsureOpen(TransportDirection.Send);
        return _sender.AddAsync(options);
    }

    public Task StopSendingAsync(string localId)
    {
        EnsureDirection(TransportDirection.Send);
        return _session.IsClosed ? Task.CompletedTask : _sender.RemoveAsync(localId);
    }

    public Task PauseSendingAsync(string localId)
    {
        EnsureOpen(TransportDirection.Send);
        return _sender.PauseAsync(localId);
    }

    public Task ResumeSendingAsync(string localId)
    {
        EnsureOpen(TransportDirection.Send);
        return _sender.ResumeAsync(localId);
    }

    public Task ReplaceTrackAsync(string localId, IMediaStreamTrack? track)
    {
        EnsureOpen(TransportDirection.Send);
        _sender.Replace(localId, track);
        return Task.CompletedTask;
    }

    public Task SetMaxSpatialLayerAsync(string localId, int spatialLayer)
    {
        EnsureOpen(TransportDirection.Send);
        _sender.Find(localId).SetMaxSpatialLayer(spatialLayer);
        return Task.CompletedTask;
    }

    /// <summary>Of the parameters, only whether an encoding is active concerns a media stack that does not encode.</summary>
    public Task SetRtpEncodingParametersAsync(string localId, RtpEncodingParameters parameters)
    {
        EnsureOpen(TransportDirection.Send);
        SentTrack track = _sender.Find(localId);
        if (parameters.Active is { } isActive)
        {
            track.SetAllActive(isActive);
        }

        return Task.CompletedTask;
    }

    public Task<RtcStatsReport> GetSenderStatsAsync(string localId)
    {
        EnsureOpen(TransportDirection.Send);
        return StatsReport.OfSenderAsync(_sender.Find(localId));
    }

    public Task<HandlerSendDataChannelResult> SendDataChannelAsync(HandlerSendDataChannelOptions options)
    {
        EnsureOpen(TransportDirection.Send);
        return _channels.SendAsync(options);
    }

    public Task<IReadOnlyList<HandlerReceiveResult>> ReceiveAsync(IReadOnlyList<HandlerReceiveOptions> options)
    {
        EnsureOpen(TransportDirection.Recv);
        return _receiver.AddAsync(options);
    }

    public Task StopReceivingAsync(IReadOnlyList<string> localIds)
    {
        EnsureDirection(TransportDirection.Recv);
        return _session.IsClosed ? Task.CompletedTask : _receiver.RemoveAsync(localIds);
    }

    public Task PauseReceivingAsync(IReadOnlyList<string> localIds)
    {
        EnsureOpen(TransportDirection.Recv);
        return _receiver.PauseAsync(localIds);
    }

    public Task ResumeReceivingAsync(IReadOnlyList<string> localIds)
    {
        EnsureOpen(TransportDirection.Recv);
        return _receiver.ResumeAsync(localIds);
    }

    public Task<RtcStatsReport> GetReceiverStatsAsync(string localId)
    {
        EnsureOpen(TransportDirection.Recv);
        return StatsReport.OfReceiverAsync(_receiver.Find(localId));
    }

    public Task<IDataChannel> ReceiveDataChannelAsync(HandlerReceiveDataChannelOptions options)
    {
        EnsureOpen(TransportDirection.Recv);
        return _channels.ReceiveAsync(options);
    }

    public long? GetDataChannelMaxMessageSize() => _channels.MaxMessageSize;

    private void EnsureOpen(TransportDirection direction)
    {
        _session.EnsureOpen();
        EnsureDirection(direction);
    }

    private void EnsureDirection(TransportDirection direction)
    {
        if (_direction != direction)
        {
            throw new InvalidOperationException($"This handler does not {(direction == TransportDirection.Send ? "send" : "receive")}.");
        }
    }
}
