using Tureen.Client.Native.Sessions;
using Tureen.Engine.Forwarding;
using Tureen.Ortc;

namespace Tureen.Client.Native.Tracks;

/// <summary>Receives tracks: what the server sends is a producer of the client's transport, which a consumer brings to the application.</summary>
internal sealed class TrackReceiver(NativeSession session)
{
    /// <summary>The track of the server's bandwidth probes, which carry no media.</summary>
    private const string Probator = "probator";

    private readonly Lock _gate = new();
    private readonly Dictionary<string, RemoteTrack> _tracks = new(StringComparer.Ordinal);
    private int _nextLocalId;

    public async Task<IReadOnlyList<HandlerReceiveResult>> AddAsync(IReadOnlyList<HandlerReceiveOptions> optionsList)
    {
        NativeEnds ends = await session.ConnectAsync().ConfigureAwait(false);
        List<HandlerReceiveResult> results = [];
        foreach (HandlerReceiveOptions options in optionsList)
        {
            string localId = options.RtpParameters.Mid ?? $"track{_nextLocalId++}";
            RemoteTrack remote = await AddAsync(ends, options).ConfigureAwait(false);
            lock (_gate)
            {
                _tracks.Add(localId, remote);
            }

            options.OnRtpReceiver?.Invoke(remote.Producer);
            results.Add(new HandlerReceiveResult { LocalId = localId, Track = remote.Track, RtpReceiver = remote.Producer });
        }

        return results;
    }

    /// <summary>Receives a track as negotiated.</summary>
    public static async Task<RemoteTrack> AddAsync(NativeEnds ends, HandlerReceiveOptions options)
    {
        MediaShape shape = MediaShape.OfServer(options.Kind, options.RtpParameters);
        Tureen.Producer producer = await ends.Client.ProduceAsync(
            shape.Kind, shape.Parameters, shape.Mapping, shape.Consumable, new NegotiatedProducerOptions(false, TimeSpan.Zero, false)).ConfigureAwait(false);
        if (options.TrackId == Probator)
        {
            return new RemoteTrack(new ReceivedTrack(options.Kind, options.TrackId, options.RtpParameters, static () => Task.CompletedTask), producer, null);
        }

        var tap = new TrackTap();
        Tureen.Consumer consumer = await ends.Direct.Media.ConsumeAsync(
            producer,
            new ConsumerCoreOptions
            {
                Id = Guid.NewGuid().ToString(),
                Kind = options.Kind,
                Type = ConsumerType.Simple,
                RtpParameters = shape.ForApplication(),
                ConsumableEncodings = shape.Consumable.Encodings,
                Paused = true,
                Receiver = tap,
            },
            appData: null).ConfigureAwait(false);
        var track = new ReceivedTrack(options.Kind, options.TrackId, options.RtpParameters, consumer.RequestKeyFrameAsync);
        tap.Track = track;
        consumer.OnRtp += packet => Receive(track, packet);

        // Only now, so that no packet comes before there is somebody to take it.
        await consumer.ResumeAsync().ConfigureAwait(false);
        return new RemoteTrack(track, producer, consumer);
    }

    public Task RemoveAsync(IReadOnlyList<string> localIds)
    {
        foreach (string localId in localIds)
        {
            RemoteTrack track = Find(localId);
            lock (_gate)
            {
                _tracks.Remove(localId);
            }

            track.Producer.Close();
        }

        return Task.CompletedTask;
    }

    public Task PauseAsync(IReadOnlyList<string> localIds) =>
        Task.WhenAll(localIds.Select(localId => Find(localId).Consumer?.PauseAsync() ?? Task.CompletedTask));

    public Task ResumeAsync(IReadOnlyList<string> localIds) =>
        Task.WhenAll(localIds.Select(localId => Find(localId).Consumer?.ResumeAsync() ?? Task.CompletedTask));

    public RemoteTrack Find(string localId)
    {
        lock (_gate)
        {
            return _tracks.TryGetValue(localId, out RemoteTrack? track)
                ? track
                : throw new InvalidOperationException($"There is no track '{localId}'.");
        }
    }

    public IReadOnlyList<RemoteTrack> All()
    {
        lock (_gate)
        {
            return [.. _tracks.Values];
        }
    }

    private static void Receive(ReceivedTrack track, ReadOnlyMemory<byte> bytes)
    {
        if (PacketReader.TryRead(bytes, out ReceivedPacket packet))
        {
            track.Receive(packet);
        }
    }
}
