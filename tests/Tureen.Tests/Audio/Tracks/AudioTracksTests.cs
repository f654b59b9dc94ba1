using System.Collections.Concurrent;
using Tureen.Audio;
using Tureen.Client.Native;
using Tureen.Ortc;
using Tureen.Tests.Client.Native;

namespace Tureen.Tests.Audio.Tracks;

/// <summary>Samples from one program to another, through a server of this process.</summary>
public sealed class AudioTracksTests : IAsyncLifetime
{
    private NativeCall _call = null!;

    public async ValueTask InitializeAsync() => _call = await NativeCall.StartAsync();

    public ValueTask DisposeAsync() => _call.DisposeAsync();

    [Theory]
    [InlineData(48_000, 16_000)]
    [InlineData(22_050, 44_100)]
    public async Task A_tone_that_is_written_is_read(int writtenRate, int readRate)
    {
        (EncodedTrack voice, ReceivedTrack ear) = await ConnectAsync();
        using var writer = new AudioWriter(voice, new AudioWriterOptions { SampleRate = writtenRate });
        using var reader = new AudioReader(ear, new AudioReaderOptions { SampleRate = readRate });
        await writer.WriteAsync(Tones.Sine(440, writtenRate, 20 * writtenRate), TestContext.Current.CancellationToken);

        int heard = 0;
        double loudest = 0;
        DateTime end = DateTime.UtcNow + NativeCall.Patience;
        await foreach (AudioFrame frame in reader.ReadAllAsync(TestContext.Current.CancellationToken))
        {
            loudest = Math.Max(loudest, Tones.Amplitude(frame.Samples.Span, 440, readRate));
            Assert.True(DateTime.UtcNow < end, $"{heard} frames, loudest {loudest:F0}, last {frame}\n{reader.GetStats()}\n{writer.GetStats()}");
            Assert.Equal(readRate / 50, frame.Samples.Length);
            Assert.Equal(readRate, frame.SampleRate);
            bool isTone = Tones.Amplitude(frame.Samples.Span, 440, readRate) > 5_000 && frame is { CaptureTime: not null, Waited: not null };
            heard += isTone ? 1 : 0;
            if (heard == 10)
            {
                break;
            }
        }

        AudioReaderStats stats = reader.GetStats();
        Assert.True(stats.Packets >= 10);
        Assert.Equal(0, stats.InvalidPackets);
        Assert.True(writer.GetStats().Packets >= stats.Packets);
    }

    [Fact]
    public async Task An_interruption_ends_what_waits_and_who_waits_for_it()
    {
        (EncodedTrack voice, _) = await ConnectAsync();
        using var writer = new AudioWriter(voice, new AudioWriterOptions { QueueLimit = TimeSpan.FromSeconds(5) });
        ConcurrentQueue<SentAudio> sent = [];
        writer.OnSent += sent.Enqueue;
        Task writing = writer.WriteAsync(Tones.Sine(440, 48_000, 10 * 48_000), TestContext.Current.CancellationToken).AsTask();
        Task draining = writer.DrainAsync(TestContext.Current.CancellationToken);
        Assert.False(writing.IsCompleted);

        Assert.InRange(writer.Clear(), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(5));
        await writing.WaitAsync(NativeCall.Patience, TestContext.Current.CancellationToken);
        writer.Clear();
        await draining.WaitAsync(NativeCall.Patience, TestContext.Current.CancellationToken);

        Assert.Equal(TimeSpan.Zero, writer.Queued);
        Assert.True(writer.GetStats().Cleared > TimeSpan.FromSeconds(4));
        Assert.NotEmpty(sent);
    }

    [Fact]
    public async Task Wrong_tracks_and_options_are_refused()
    {
        (EncodedTrack voice, ReceivedTrack ear) = await ConnectAsync();

        Assert.Throws<ArgumentException>(static () => new AudioWriter(new EncodedTrack(MediaKind.Video)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AudioWriter(voice, new AudioWriterOptions { Bitrate = 1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AudioWriter(voice, new AudioWriterOptions { Redundancy = 4 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AudioWriter(voice, new AudioWriterOptions { SampleRate = 100 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AudioReader(ear, new AudioReaderOptions { FrameDuration = TimeSpan.FromSeconds(1) }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AudioReader(ear, new AudioReaderOptions { MinDelay = TimeSpan.FromSeconds(2) }));
        using var writer = new AudioWriter(voice);
        writer.Dispose();
        Assert.Equal(0, writer.Write(new short[960]));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => writer.WriteAsync(new short[960], TestContext.Current.CancellationToken).AsTask());
    }

    private async Task<(EncodedTrack Voice, ReceivedTrack Ear)> ConnectAsync()
    {
        NativePeer speaker = await _call.AddAsync();
        NativePeer listener = await _call.AddAsync();
        var voice = new EncodedTrack(MediaKind.Audio);
        Tureen.Client.Producer producer = await speaker.Send.ProduceAsync(new Tureen.Client.ProducerOptions { Track = voice });
        Tureen.Client.Consumer consumer = await listener.ConsumeAsync(producer.Id);
        return (voice, (ReceivedTrack)consumer.Track);
    }
}
