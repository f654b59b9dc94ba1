using System.Collections.Concurrent;
using Tureen.Engine.Forwarding;
using Tureen.Ortc;
using Tureen.Recording.Frames;
using Tureen.Recording.Recorders;
using Tureen.Recording.Tracks;

namespace Tureen.Recording;

/// <summary>
/// Records what producers of a router send, without transcoding: one sound and one picture in step in each file. Media never waits for the disk. All members may
/// be used from any thread.
/// </summary>
public sealed class Recorder : IAsyncDisposable
{
    private readonly DirectTransport _transport;
    private readonly RecorderCore _core;
    private readonly TimeSpan _repairWindow;
    private readonly ConcurrentDictionary<RecordedTrack, Consumer> _consumers = new();
    private readonly SemaphoreSlim _adding = new(1, 1);
    private int _isStopped;

    private Recorder(DirectTransport transport, RecorderOptions options)
    {
        _transport = transport;
        _repairWindow = options.RepairWindow;
        _core = new RecorderCore(options)
        {
            FileStarted = file => OnFileStarted?.Invoke(file),
            FileEnded = file => OnFileEnded?.Invoke(file),
            KeyFrameNeeded = RequestKeyFrame,
        };
        _ = EndWithCoreAsync();
    }

    /// <summary>A file has begun. Raised on the thread that writes, which waits for the handler.</summary>
    public event Action<RecordedFile>? OnFileStarted;

    /// <summary>A file has its end and can be moved. Raised on any thread.</summary>
    public event Action<RecordedFile>? OnFileEnded;

    /// <summary>Completes when all files have their end: after <see cref="StopAsync"/>, or because of an error, which it names. It never fails.</summary>
    public Task<RecordingSummary> Completion => _core.Completion;

    /// <summary>Packets that were dropped because the writer was too slow.</summary>
    public long DroppedPackets => _core.Queue.Dropped;

    /// <summary>Begins a recording. The first file is created when the first media comes.</summary>
    /// <param name="router">The router whose producers are recorded.</param>
    /// <param name="options">Where to, and how.</param>
    /// <returns>The recorder.</returns>
    /// <exception cref="MediasoupException">The router is closed.</exception>
    public static async Task<Recorder> StartAsync(Router router, RecorderOptions options)
    {
        ArgumentNullException.ThrowIfNull(router);
        ArgumentNullException.ThrowIfNull(options);
        if (string.IsNullOrEmpty(options.Name) || options.Storage is null || options.RepairWindow < TimeSpan.Zero)
        {
            throw new ArgumentException("a name, a storage and a window that is not negative are needed", nameof(options));
        }

        DirectTransport transport = await router.CreateDirectTransportAsync().ConfigureAwait(false);
        var recorder = new Recorder(transport, options);
        RecordingThread.Add(recorder._core);
        return recorder;
    }

    /// <summary>Whether a producer of this kind can be added, because there is none.</summary>
    /// <param name="kind">Audio or video.</param>
    /// <returns>True if there is none.</returns>
    public bool HasPlaceFor(MediaKind kind) => !_consumers.Keys.Any(track => track.Kind == kind);

    /// <summary>Records a producer, in its best layers, as long as it is open.</summary>
    /// <param name="producer">A producer of the router.</param>
    /// <returns>Completes when its media flows to the recorder.</returns>
    /// <exception cref="InvalidOperationException">A producer of its kind is recorded already, or the recorder has ended.</exception>
    /// <exception cref="UnsupportedException">Files cannot have its codec: it is none of Opus, VP8, VP9, AV1 and H.264.</exception>
    /// <exception cref="MediasoupException">The producer or the router is closed.</exception>
    public async Task AddAsync(Producer producer)
    {
        ArgumentNullException.ThrowIfNull(producer);
        await _adding.WaitAsync().ConfigureAwait(false);
        try
        {
            await AddOneAsync(producer).ConfigureAwait(false);
        }
        finally
        {
            _adding.Release();
        }
    }

    /// <summary>Ends the recording: writes what has come, the index and the duration. The same result each time.</summary>
    /// <returns>What was written.</returns>
    public Task<RecordingSummary> StopAsync()
    {
        if (Interlocked.Exchange(ref _isStopped, 1) == 0)
        {
            _transport.Close();
            _core.Stop();
        }

        return _core.Completion;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        _adding.Dispose();
    }

    private async Task AddOneAsync(Producer producer)
    {
        if (_core.HasEnded || Volatile.Read(ref _isStopped) != 0)
        {
            throw new InvalidOperationException("the recording has ended");
        }

        if (!HasPlaceFor(producer.Kind))
        {
            throw new InvalidOperationException($"a producer of {producer.Kind} is recorded already");
        }

        // 1. Nothing is requested again from the router: nothing gets lost between it and here.
        (Producer resolved, ConsumerCoreOptions options) = _transport.Media.Resolve(new ConsumerOptions
        {
            ProducerId = producer.Id,
            RtpCapabilities = Capabilities(producer),
            EnableRtx = false,
            Paused = true,
        });
        options.RtpParameters.Codecs.ForEach(static codec => codec.RtcpFeedback.RemoveAll(static feedback => feedback is not { Type: "nack", Parameter: "pli" }));

        // 2. Packets flow only when the track has its place.
        var track = new RecordedTrack(producer.Kind, options.RtpParameters.Codecs, _repairWindow);
        Consumer consumer = await _transport.Media.ConsumeAsync(
            resolved, options with { Receiver = new PacketTap(track, _core.Queue) }, appData: null).ConfigureAwait(false);
        _core.Add(track);
        _consumers[track] = consumer;
        consumer.Observer.OnClose += () => End(track);
        await consumer.ResumeAsync().ConfigureAwait(false);
    }

    private static RtpCapabilities Capabilities(Producer producer)
    {
        List<RtpCodecParameters> codecs = producer.ConsumableRtpParameters.Codecs.FindAll(static codec => RecordedCodec.Find(codec.MimeType) is not null);
        return codecs.Count > 0
            ? new RtpCapabilities
            {
                Codecs =
                [
                    .. codecs.Select(codec => new RtpCodecCapability
                    {
                        Kind = producer.Kind,
                        MimeType = codec.MimeType,
                        PreferredPayloadType = codec.PayloadType,
                        ClockRate = codec.ClockRate,
                        Channels = codec.Channels,
                        Parameters = codec.Clone().Parameters,
                        RtcpFeedback = [new RtcpFeedback { Type = "nack", Parameter = "pli" }],
                    }),
                ],
                HeaderExtensions = [],
            }
            : throw new UnsupportedException(
                $"files cannot have {producer.ConsumableRtpParameters.Codecs.FirstOrDefault()?.MimeType ?? "a producer without codecs"}: none of Opus, VP8, VP9, AV1 and H.264");
    }

    private void End(RecordedTrack track)
    {
        if (_consumers.TryRemove(track, out _))
        {
            _core.Remove(track);
        }
    }

    private void RequestKeyFrame(RecordedTrack track)
    {
        if (_consumers.TryGetValue(track, out Consumer? consumer))
        {
            _ = RequestKeyFrameAsync(consumer);
        }
    }

    private static async Task RequestKeyFrameAsync(Consumer consumer)
    {
        try
        {
            await consumer.RequestKeyFrameAsync().ConfigureAwait(false);
        }
        catch (MediasoupException)
        {
            // It has closed meanwhile.
        }
    }

    /// <summary>After an error nothing more is consumed.</summary>
    private async Task EndWithCoreAsync()
    {
        await _core.Completion.ConfigureAwait(false);
        _transport.Close();
    }
}
