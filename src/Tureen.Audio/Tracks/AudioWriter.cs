using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Tureen.Audio.Codec;
using Tureen.Audio.Sending;
using Tureen.Client.Native;
using Tureen.Ortc;

namespace Tureen.Audio;

/// <summary>
/// Sends samples on a track as Opus. The application writes as much as it has, whenever it has it; a frame leaves every 20 ms. What waits can be
/// cleared at once, when somebody interrupts.
/// </summary>
/// <remarks>Any thread, one write at a time.</remarks>
public sealed class AudioWriter : IDisposable
{
    private readonly Lock _gate = new();
    private readonly EncodedTrack _track;
    private readonly TimeProvider _provider;
    private readonly long _origin;
    private readonly VoiceSender _sender;
    private readonly WriteConverter _converter;
    private readonly ITimer _timer;
    private TaskCompletionSource? _progress;
    private bool _isDisposed;

    /// <summary>Makes a writer.</summary>
    /// <param name="track">The track to send on, which nobody else writes to.</param>
    /// <param name="options">How; the defaults if not given.</param>
    /// <exception cref="ArgumentException">The track is of video.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public AudioWriter(EncodedTrack track, AudioWriterOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(track);
        options = Check(options ?? new AudioWriterOptions());
        if (track.Kind != MediaKind.Audio)
        {
            throw new ArgumentException($"The track {track.Id} is of {track.Kind}.", nameof(track));
        }

        _track = track;
        _provider = options.TimeProvider;
        _origin = _provider.GetTimestamp();
        SampleRate = options.SampleRate;
        OpusLibrary.WarmUp();
        _converter = new WriteConverter(options.SampleRate, AudioRate.Codec);
        _sender = new VoiceSender(
            new SenderOptions(AudioRate.Codec, options.QueueLimit, options.Dtx, options.Redundancy, options.RedOpusPayloadType),
            new OpusFrameEncoder(AudioRate.Codec, options.Bitrate, options.InbandFec, options.ExpectedLoss),
            (uint)RandomNumberGenerator.GetInt32(int.MaxValue),
            Send);
        _timer = _provider.CreateTimer(_ => HandleTimer(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>A frame has left. Raised on any thread, which a handler must not block; it must not call the writer.</summary>
    public event Action<SentAudio>? OnSent;

    /// <summary>The rate of the samples.</summary>
    public int SampleRate { get; }

    /// <summary>How much waits.</summary>
    public TimeSpan Queued
    {
        get
        {
            lock (_gate)
            {
                return AudioRate.ToTime(_sender.Queued, AudioRate.Codec);
            }
        }
    }

    /// <summary>Writes samples, as many as fit.</summary>
    /// <param name="samples">Mono samples.</param>
    /// <returns>How many were taken; less than all when the queue is full, or none once the writer is disposed.</returns>
    public int Write(ReadOnlySpan<short> samples)
    {
        lock (_gate)
        {
            if (_isDisposed)
            {
                return 0;
            }

            TimeSpan now = Now();
            int taken = _converter.Write(samples, part => _sender.Write(now, part));
            Schedule(now);
            return taken;
        }
    }

    /// <summary>Writes samples, and waits while the queue is full.</summary>
    /// <param name="samples">Mono samples.</param>
    /// <param name="cancellationToken">Ends the wait; what was written stays.</param>
    /// <returns>Completes when the last sample is in the queue.</returns>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    /// <exception cref="ObjectDisposedException">The writer is disposed.</exception>
    public async ValueTask WriteAsync(ReadOnlyMemory<short> samples, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Task progress = Progress();
            samples = samples[Write(samples.Span)..];
            if (samples.IsEmpty)
            {
                return;
            }

            await progress.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits until all that was written has been sent or cleared.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Completes when nothing waits.</returns>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    /// <exception cref="ObjectDisposedException">The writer is disposed.</exception>
    public async Task DrainAsync(CancellationToken cancellationToken = default)
    {
        for (Task progress = Progress(); Queued > TimeSpan.Zero; progress = Progress())
        {
            await progress.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Forgets what waits, so that the others hear silence from the next frame on.</summary>
    /// <returns>How much that was.</returns>
    public TimeSpan Clear()
    {
        lock (_gate)
        {
            _converter.Clear();
            TimeSpan cleared = AudioRate.ToTime(_sender.Clear(), AudioRate.Codec);
            RaiseProgress();
            return cleared;
        }
    }

    /// <summary>Gets what was counted so far.</summary>
    /// <returns>The statistics.</returns>
    public AudioWriterStats GetStats()
    {
        lock (_gate)
        {
            SenderCounters counters = _sender.Counters;
            return new AudioWriterStats
            {
                Packets = counters.Packets,
                Bytes = counters.Bytes,
                SkippedFrames = counters.SkippedFrames,
                MissedFrames = counters.MissedFrames,
                Pauses = counters.Pauses,
                Cleared = AudioRate.ToTime(counters.ClearedSamples, AudioRate.Codec),
                Queued = AudioRate.ToTime(_sender.Queued, AudioRate.Codec),
            };
        }
    }

    /// <summary>Sends no more. The track lives on.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _sender.Clear();
            RaiseProgress();
        }

        _timer.Dispose();
    }

    private static AudioWriterOptions Check(AudioWriterOptions options)
    {
        AudioRate.Check(options.SampleRate, nameof(options));
        Check(options.Bitrate is >= 6_000 and <= 128_000, options.Bitrate, "A bitrate is from 6000 to 128000.");
        Check(options.ExpectedLoss is >= 0 and <= 100, options.ExpectedLoss, "A loss is from 0 to 100 percent.");
        Check(options.Redundancy is >= 0 and <= AudioLimits.MaxRedundancy, options.Redundancy, $"A packet repeats up to {AudioLimits.MaxRedundancy} frames.");
        Check(options.RedOpusPayloadType is >= 0 and <= 127, options.RedOpusPayloadType, "A payload type is from 0 to 127.");
        Check(options.QueueLimit > FrameClock.Frame && options.QueueLimit <= AudioLimits.MaxQueue, options.QueueLimit, $"A queue is of more than a frame and up to {AudioLimits.MaxQueue}.");
        return options;
    }

    private static void Check(bool isGood, object value, string rule, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (!isGood)
        {
            throw new ArgumentOutOfRangeException(name, value, rule);
        }
    }

    private TimeSpan Now() => _provider.GetElapsedTime(_origin);

    private void HandleTimer()
    {
        lock (_gate)
        {
            if (!_isDisposed)
            {
                TimeSpan now = Now();
                _sender.HandleDeadline(now);
                Schedule(now);
            }
        }
    }

    private void Schedule(TimeSpan now)
    {
        if (_sender.NextDeadline is { } deadline)
        {
            TimeSpan wait = deadline - now;

            // Timers count whole milliseconds.
            _timer.Change(TimeSpan.FromMilliseconds(Math.Max(0, Math.Ceiling(wait.TotalMilliseconds))), Timeout.InfiniteTimeSpan);
        }
    }

    private void Send(OutgoingPacket packet)
    {
        _track.Write(new EncodedPacket
        {
            Payload = packet.Payload,
            Timestamp = packet.Timestamp,
            Marker = packet.Marker,
            AudioLevel = packet.Frame.Level,
            CaptureTime = _provider.GetUtcNow(),
        });
        OnSent?.Invoke(_converter.ToWritten(packet.Frame));
        RaiseProgress();
    }

    private Task Progress()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            _progress ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _progress.Task;
        }
    }

    private void RaiseProgress()
    {
        _progress?.TrySetResult();
        _progress = null;
    }
}
