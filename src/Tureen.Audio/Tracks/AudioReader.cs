using System.Runtime.CompilerServices;
using Tureen.Audio.Codec;
using Tureen.Audio.Receiving;
using Tureen.Client.Native;
using Tureen.Ortc;

namespace Tureen.Audio;

/// <summary>Reads a track of Opus as a steady stream of frames: packets that come late, out of order or not at all are made up for.</summary>
/// <remarks>
/// A frame is ready each 10 to 60 ms, also while nobody speaks. The first reader of a process takes some tenths of a second to make. One reader at a time; <see cref="GetStats"/> may be called from any thread.
/// </remarks>
public sealed class AudioReader : IDisposable
{
    private readonly Lock _gate = new();
    private readonly ReceivedTrack _track;
    private readonly AudioReaderOptions _options;
    private readonly VoiceReceiver _receiver;
    private readonly ReaderClock _clock;
    private readonly FrameConverter _converter;
    private readonly HashSet<int> _redTypes;

    /// <summary>Makes a reader, which receives from now on.</summary>
    /// <param name="track">The track, with audio as Opus.</param>
    /// <param name="options">How; the defaults if not given.</param>
    /// <exception cref="ArgumentException">The track is of video, or has a codec other than Opus.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The frame is not of 10 to 60 ms, the rate is none, or the least delay is above the most.</exception>
    public AudioReader(ReceivedTrack track, AudioReaderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(track);
        _track = track;
        _options = Check(options ?? new AudioReaderOptions());
        _redTypes = PayloadTypes(track, "audio/red");
        if (track.Kind != MediaKind.Audio || PayloadTypes(track, "audio/opus").Count == 0)
        {
            throw new ArgumentException($"The track {track.Id} has no audio in Opus.", nameof(track));
        }

        OpusLibrary.WarmUp();
        _receiver = new VoiceReceiver(new ReceiverOptions(AudioRate.Codec, _options.MinDelay, _options.MaxDelay), new OpusFrameDecoder(AudioRate.Codec));
        _converter = new FrameConverter(AudioRate.Codec, _options.SampleRate, _options.FrameDuration);
        _clock = new ReaderClock(_options.TimeProvider, _options.FrameDuration);
        track.OnPacket += Receive;
    }

    /// <summary>Waits until the next frame is due.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The frame; its samples are valid until the next read.</returns>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    public async ValueTask<AudioFrame> ReadAsync(CancellationToken cancellationToken = default)
    {
        await _clock.WaitAsync(cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            return _converter.Next(_receiver, _clock.Now);
        }
    }

    /// <summary>Reads all frames, until the track has ended or the enumeration is left.</summary>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    /// <returns>The frames; the samples of each are valid until the next.</returns>
    /// <exception cref="OperationCanceledException">The enumeration was ended.</exception>
    public async IAsyncEnumerable<AudioFrame> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (_track.ReadyState == Client.MediaStreamTrackState.Live)
        {
            yield return await ReadAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Gets what was counted so far.</summary>
    /// <returns>The statistics.</returns>
    public AudioReaderStats GetStats()
    {
        lock (_gate)
        {
            ReceiverCounters counters = _receiver.Counters;
            return new AudioReaderStats
            {
                Packets = counters.Packets,
                LostPackets = _receiver.Lost,
                LatePackets = counters.LatePackets,
                RepeatedPackets = counters.RepeatedPackets,
                InvalidPackets = counters.InvalidPackets,
                DroppedPackets = counters.DroppedPackets,
                Restarts = counters.Restarts,
                Played = Time(counters.Samples),
                Silent = Time(counters.SilentSamples),
                Concealed = Time(counters.ConcealedSamples),
                ConcealedQuiet = Time(counters.ConcealedQuietSamples),
                Recovered = Time(counters.RecoveredSamples),
                Removed = Time(counters.RemovedSamples),
                Inserted = Time(counters.InsertedSamples),
                TargetDelay = _receiver.TargetDelay,
                Jitter = TimeSpan.FromSeconds(counters.Jitter / AudioRate.RtpClock),
            };
        }
    }

    /// <summary>Receives no more.</summary>
    public void Dispose() => _track.OnPacket -= Receive;

    private static AudioReaderOptions Check(AudioReaderOptions options)
    {
        AudioRate.Check(options.SampleRate, nameof(options));
        if (options.FrameDuration < TimeSpan.FromMilliseconds(10) || options.FrameDuration > TimeSpan.FromMilliseconds(60))
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.FrameDuration, "A frame is of 10 to 60 ms.");
        }

        if (options.MinDelay < TimeSpan.Zero || options.MinDelay > options.MaxDelay)
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.MinDelay, $"The least delay is from 0 to the most, {options.MaxDelay}.");
        }

        return options;
    }

    private static HashSet<int> PayloadTypes(ReceivedTrack track, string mimeType) =>
    [
        .. track.RtpParameters.Codecs
            .Where(codec => codec.MimeType.Equals(mimeType, StringComparison.OrdinalIgnoreCase))
            .Select(static codec => codec.PayloadType),
    ];

    private static TimeSpan Time(long samples) => AudioRate.ToTime(samples, AudioRate.Codec);

    private void Receive(ReceivedPacket packet)
    {
        // Before the lock, which a frame that is being decoded may hold.
        TimeSpan now = _clock.Now;
        lock (_gate)
        {
            _receiver.Insert(
                now,
                new IncomingPacket(packet.SequenceNumber, packet.Timestamp, packet.Payload, _redTypes.Contains(packet.PayloadType), packet.CaptureTime));
        }
    }
}
