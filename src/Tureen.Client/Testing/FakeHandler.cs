using System.Globalization;
using System.Security.Cryptography;
using Tureen.Ortc;

namespace Tureen.Client.Testing;

/// <summary>A handler without a media stack: it makes parameters up, and every operation succeeds.</summary>
public sealed class FakeHandler : IHandler
{
    private const int MaxRandom = 10_000_000;
    private const long MaxMessageSize = 500_000;

    private readonly HandlerOptions _options;
    private readonly Func<RtpCapabilities> _generateNativeRtpCapabilities;
    private readonly Func<DtlsParameters> _generateLocalDtlsParameters;
    private readonly string _streamId = $"stream-{Random()}";
    private readonly string _cname = $"CNAME-{Random()}";
    private readonly HashSet<string> _sent = [];
    private readonly HashSet<string> _received = [];
    private readonly List<FakeDataChannel> _channels = [];
    private bool _isConnected;
    private bool _isClosed;
    private int _nextLocalId = 1;
    private int _nextStream;

    internal FakeHandler(HandlerOptions options, Func<RtpCapabilities> generateNativeRtpCapabilities, Func<DtlsParameters> generateLocalDtlsParameters)
    {
        _options = options;
        _generateNativeRtpCapabilities = generateNativeRtpCapabilities;
        _generateLocalDtlsParameters = generateLocalDtlsParameters;
    }

    /// <summary>The name <c>FakeHandler</c>.</summary>
    public string Name => "FakeHandler";

    /// <summary>How often it was asked to receive; once for each batch.</summary>
    public int ReceiveCalls { get; private set; }

    /// <summary>The data channels it made, in their order.</summary>
    public IReadOnlyList<FakeDataChannel> Channels => _channels;

    /// <inheritdoc/>
    public void Close() => _isClosed = true;

    /// <summary>Reports a state of gathering to the transport.</summary>
    /// <param name="state">The state.</param>
    public void SetIceGatheringState(IceGatheringState state) => _options.Listener.HandleIceGatheringState(state);

    /// <summary>Reports a state of the connection to the transport.</summary>
    /// <param name="state">The state.</param>
    public void SetConnectionState(ConnectionState state) => _options.Listener.HandleConnectionState(state);

    /// <inheritdoc/>
    public Task UpdateIceServersAsync(IReadOnlyList<IceServer> iceServers) => Done();

    /// <inheritdoc/>
    public Task RestartIceAsync(IceParameters iceParameters) => Done();

    /// <inheritdoc/>
    public Task<RtcStatsReport> GetTransportStatsAsync() => Stats();

    /// <inheritdoc/>
    public long? GetDataChannelMaxMessageSize() => MaxMessageSize;

    /// <inheritdoc/>
    public async Task<HandlerSendResult> SendAsync(HandlerSendOptions options)
    {
        RequireOpen();
        await ConnectAsync(DtlsRole.Server);
        ExtendedRtpCapabilities extended = _options.GetSendExtendedRtpCapabilities(_generateNativeRtpCapabilities());
        RtpParameters parameters = ClientNegotiation.GetSendingRtpParameters(options.Track.Kind, extended);
        parameters.Codecs = ClientNegotiation.ReduceCodecs(parameters.Codecs, options.Codec);
        parameters.Mid = $"mid-{Random()}";
        parameters.Msid = $"{options.StreamId ?? _streamId} {options.Track.Id}";
        parameters.Rtcp = new RtcpParameters { Cname = _cname, ReducedSize = true, Mux = true };
        bool hasRtx = parameters.Codecs.Exists(codec => codec.IsRtx);
        parameters.Encodings = [.. (options.Encodings ?? [new RtpEncodingParameters()]).Select(encoding =>
        {
            RtpEncodingParameters copy = encoding.Clone();
            copy.Ssrc = Random();
            copy.Rtx = hasRtx ? new RtpRtxParameters { Ssrc = Random() } : null;
            return copy;
        })];
        string localId = NextLocalId();
        _sent.Add(localId);
        return new HandlerSendResult { LocalId = localId, RtpParameters = parameters };
    }

    /// <inheritdoc/>
    public Task StopSendingAsync(string localId)
    {
        if (!_isClosed)
        {
            RequireSent(localId);
            _sent.Remove(localId);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task PauseSendingAsync(string localId) => DoneWith(localId);

    /// <inheritdoc/>
    public Task ResumeSendingAsync(string localId) => DoneWith(localId);

    /// <inheritdoc/>
    public Task ReplaceTrackAsync(string localId, IMediaStreamTrack? track) => DoneWith(localId);

    /// <inheritdoc/>
    public Task SetMaxSpatialLayerAsync(string localId, int spatialLayer) => DoneWith(localId);

    /// <inheritdoc/>
    public Task SetRtpEncodingParametersAsync(string localId, RtpEncodingParameters parameters) => DoneWith(localId);

    /// <inheritdoc/>
    public async Task<RtcStatsReport> GetSenderStatsAsync(string localId)
    {
        await DoneWith(localId);
        return RtcStatsReport.Empty;
    }

    /// <inheritdoc/>
    public async Task<HandlerSendDataChannelResult> SendDataChannelAsync(HandlerSendDataChannelOptions options)
    {
        RequireOpen();
        await ConnectAsync(DtlsRole.Server);

        // The reference sends the server one more than its channel has; tests of applications may depend on it.
        var channel = new FakeDataChannel(_nextStream++, options.Label, options.Protocol);
        _channels.Add(channel);
        return new HandlerSendDataChannelResult
        {
            DataChannel = channel,
            SctpStreamParameters = new SctpStreamParameters
            {
                StreamId = _nextStream,
                Ordered = options.Ordered,
                MaxPacketLifeTime = options.MaxPacketLifeTime,
                MaxRetransmits = options.MaxRetransmits,
            },
        };
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<HandlerReceiveResult>> ReceiveAsync(IReadOnlyList<HandlerReceiveOptions> options)
    {
        RequireOpen();
        ReceiveCalls++;
        await ConnectAsync(DtlsRole.Client);
        List<HandlerReceiveResult> results = [];
        foreach (HandlerReceiveOptions option in options)
        {
            string localId = NextLocalId();
            _received.Add(localId);
            results.Add(new HandlerReceiveResult { LocalId = localId, Track = new FakeMediaStreamTrack(option.Kind) });
        }

        return results;
    }

    /// <inheritdoc/>
    public Task StopReceivingAsync(IReadOnlyList<string> localIds)
    {
        if (!_isClosed)
        {
            RequireReceived(localIds);
            _received.ExceptWith(localIds);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task PauseReceivingAsync(IReadOnlyList<string> localIds) => DoneWith(localIds);

    /// <inheritdoc/>
    public Task ResumeReceivingAsync(IReadOnlyList<string> localIds) => DoneWith(localIds);

    /// <inheritdoc/>
    public async Task<RtcStatsReport> GetReceiverStatsAsync(string localId)
    {
        await DoneWith([localId]);
        return RtcStatsReport.Empty;
    }

    /// <inheritdoc/>
    public async Task<IDataChannel> ReceiveDataChannelAsync(HandlerReceiveDataChannelOptions options)
    {
        RequireOpen();
        await ConnectAsync(DtlsRole.Client);
        var channel = new FakeDataChannel(options.SctpStreamParameters.StreamId, options.Label, options.Protocol);
        _channels.Add(channel);
        return channel;
    }

    private static uint Random() => (uint)RandomNumberGenerator.GetInt32(MaxRandom);

    private string NextLocalId() => (_nextLocalId++).ToString(CultureInfo.InvariantCulture);

    private async Task ConnectAsync(DtlsRole role)
    {
        if (_isConnected)
        {
            return;
        }

        DtlsParameters parameters = _generateLocalDtlsParameters();
        parameters.Role = role;
        SetConnectionState(ConnectionState.Connecting);
        await _options.Listener.ConnectAsync(parameters);
        _isConnected = true;
    }

    private Task Done()
    {
        RequireOpen();
        return Task.CompletedTask;
    }

    private Task DoneWith(string localId)
    {
        RequireOpen();
        RequireSent(localId);
        return Task.CompletedTask;
    }

    private Task DoneWith(IReadOnlyList<string> localIds)
    {
        RequireOpen();
        RequireReceived(localIds);
        return Task.CompletedTask;
    }

    private Task<RtcStatsReport> Stats()
    {
        RequireOpen();
        return Task.FromResult(RtcStatsReport.Empty);
    }

    private void RequireOpen() => Check.State(!_isClosed, "FakeHandler closed");

    private void RequireSent(string localId)
    {
        if (!_sent.Contains(localId))
        {
            throw new MediasoupException($"nothing is sent with localId '{localId}'");
        }
    }

    private void RequireReceived(IReadOnlyList<string> localIds)
    {
        if (localIds.FirstOrDefault(localId => !_received.Contains(localId)) is { } unknown)
        {
            throw new MediasoupException($"nothing is received with localId '{unknown}'");
        }
    }
}
