using System.Net.Security;
using System.Net.WebSockets;
using Tureen.Client.Native;
using Tureen.Client.Protoo;
using Tureen.Client.Rooms;
using Tureen.Ortc;
using Tureen.Rooms;
using Tureen.Server.Load.Links;
using Tureen.Server.Load.Measures;
using Tureen.Server.Load.Media;
using Tureen.Server.Load.Scenarios;

namespace Tureen.Server.Load.Participants;

/// <summary>Somebody in a room: joins, sends if the place says so, measures what comes, and leaves.</summary>
internal sealed class Participant : IDisposable
{
    private readonly Lock _gate = new();
    private readonly LoadEnvironment _environment;
    private readonly LoadPlace _place;
    private readonly ProtooWebSocket _socket;
    private readonly ImpairedHandlerFactory? _link;
    private readonly RoomClient _room;
    private readonly Dictionary<string, ReceivedStream> _received = new(StringComparer.Ordinal);
    private readonly List<SentStream> _sent = [];
    private ReceivedTotals _ended = new();
    private TimeSpan _started;
    private volatile bool _isLeaving;

    public Participant(LoadEnvironment environment, LoadPlace place)
    {
        _environment = environment;
        _place = place;
        LoadScenario scenario = environment.Scenario;
        NativeHandlerFactory media = environment.NextFactory();
        _link = place.IsImpaired ? new ImpairedHandlerFactory(media, scenario.Link, environment.Relays, environment.NewRandom()) : null;
        PeerId = Guid.NewGuid().ToString("N");
        _socket = new ProtooWebSocket(Configure);
        _room = new RoomClient(new RoomClientOptions
        {
            Server = scenario.Server,
            RoomId = place.Room,
            PeerId = PeerId,
            DisplayName = $"Load {place.Index + 1}",
            HandlerFactory = _link is null ? media : _link,
            Socket = _socket,
        });
        _room.OnMedia += HandleMedia;
        _room.OnMediaGone += HandleMediaGone;
        _room.OnClose += HandleClose;
    }

    public string PeerId { get; }

    /// <summary>Whether it is in the room.</summary>
    public bool IsIn { get; private set; }

    public IReadOnlyList<SentStream> Sent
    {
        get
        {
            lock (_gate)
            {
                return [.. _sent];
            }
        }
    }

    public IReadOnlyList<ReceivedStream> Received
    {
        get
        {
            lock (_gate)
            {
                return [.. _received.Values];
            }
        }
    }

    public RoomClient Room => _room;

    /// <summary>Joins and starts to send; what goes wrong is among the figures.</summary>
    public async Task JoinAsync()
    {
        _started = _environment.Now;
        try
        {
            await _room.JoinAsync();
            IsIn = true;
            _environment.Figures.JoinTime.Add((_environment.Now - _started).TotalMilliseconds);
            if (_place.IsPublisher)
            {
                await PublishAsync();
            }
        }
        catch (Exception error)
        {
            // Whatever a server answers costs this participant and no other.
            if (!_isLeaving)
            {
                _environment.Figures.AddFailure($"{(IsIn ? "publish" : "join")}: {error.Message}");
                Leave();
            }
        }
    }

    /// <summary>What has come so far.</summary>
    public ReceivedTotals Read()
    {
        lock (_gate)
        {
            return ReceivedTotals.Sum([_ended, .. _received.Values.Select(static stream => stream.Read(isOver: false))]);
        }
    }

    /// <summary>Leaves.</summary>
    /// <returns>All that came.</returns>
    public ReceivedTotals Leave()
    {
        _isLeaving = true;
        IsIn = false;
        lock (_gate)
        {
            _ended = ReceivedTotals.Sum([_ended, .. _received.Values.Select(static stream => stream.Read(isOver: true))]);
            _received.Clear();
            _sent.ForEach(stream => _environment.Pump.Remove(stream.Source));
        }

        Dispose();
        return _ended;
    }

    public void Dispose()
    {
        _environment.Published.Remove(PeerId);
        _room.Dispose();
        _socket.Dispose();
        _link?.Dispose();
    }

    private void Configure(ClientWebSocketOptions options)
    {
        LoadScenario scenario = _environment.Scenario;
        options.RemoteCertificateValidationCallback = (_, _, _, errors) => scenario.AcceptsAnyCertificate || errors == SslPolicyErrors.None;
        if (scenario.TokenKey is { } key)
        {
            options.SetRequestHeader("Authorization", $"Bearer {new RoomToken { Identity = PeerId, Room = _place.Room }.Write(key)}");
        }
        else if (scenario.Token is { } token)
        {
            options.SetRequestHeader("Authorization", $"Bearer {token}");
        }
    }

    private async Task PublishAsync()
    {
        LoadScenario scenario = _environment.Scenario;
        if (scenario.HasAudio)
        {
            var voice = new EncodedTrack(MediaKind.Audio, "voice");
            int length = Math.Clamp(scenario.AudioBitsPerSecond / 8 / OpusFrames.PerSecond, OpusFrames.MinLength, OpusFrames.MaxLength);
            await SendAsync(
                new Tureen.Client.ProducerOptions { Track = voice, AppData = Source("audio") },
                new AudioSource(voice, _place.Index, scenario.Publishers, length));
        }

        if (scenario.HasVideo)
        {
            var camera = new EncodedTrack(MediaKind.Video, "camera");
            IReadOnlyList<VideoLayer> layers = VideoLayer.Simulcast(scenario.Layers, scenario.VideoHeight, scenario.VideoBitsPerSecond);
            await SendAsync(
                new Tureen.Client.ProducerOptions { Track = camera, AppData = Source("video"), Encodings = [.. layers.Select(Encoding)] },
                new VideoSource(camera, layers, scenario.FramesPerSecond, _environment.NewRandom()));
        }
    }

    private async Task SendAsync(Tureen.Client.ProducerOptions options, IMediaSource source)
    {
        _environment.Published.Add(PeerId, options.Track!.Kind, _environment.Now);
        Tureen.Client.Producer producer = await _room.ProduceAsync(options);
        lock (_gate)
        {
            if (_isLeaving)
            {
                return;
            }

            _sent.Add(new SentStream(producer, source));
            _environment.Pump.Add(source);
        }
    }

    private static Dictionary<string, object?> Source(string name) => new(StringComparer.Ordinal) { ["source"] = name };

    private static RtpEncodingParameters Encoding(VideoLayer layer) => new() { MaxBitrate = layer.BitsPerSecond, ScalabilityMode = "L1T2" };

    private void HandleMedia(RoomMedia media)
    {
        var stream = new ReceivedStream(_environment, media, _started);
        lock (_gate)
        {
            _received[media.Consumer.Id] = stream;
        }
    }

    private void HandleMediaGone(RoomMedia media)
    {
        lock (_gate)
        {
            if (_received.Remove(media.Consumer.Id, out ReceivedStream? stream))
            {
                _ended = ReceivedTotals.Sum([_ended, stream.Read(isOver: true)]);
            }
        }
    }

    private void HandleClose()
    {
        if (!_isLeaving && IsIn)
        {
            IsIn = false;
            _environment.Figures.AddFailure("the server closed the connection");
        }
    }
}
