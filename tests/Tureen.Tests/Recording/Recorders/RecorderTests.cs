using Tureen.Engine.Rtp;
using Tureen.Ortc;
using Tureen.Recording;
using Tureen.Tests.Recording.Storage;

namespace Tureen.Tests.Recording.Recorders;

public sealed class RecorderTests : IAsyncLifetime
{
    private static readonly RtpCodecCapability[] Codecs =
    [
        new() { Kind = MediaKind.Audio, MimeType = "audio/opus", ClockRate = 48_000, Channels = 2 },
        new() { Kind = MediaKind.Audio, MimeType = "audio/PCMU", ClockRate = 8_000 },
    ];

    private readonly MemoryStorage _storage = new();
    private Worker _worker = null!;
    private Router _router = null!;
    private DirectTransport _transport = null!;

    public async ValueTask InitializeAsync()
    {
        _worker = await Mediasoup.CreateWorkerAsync();
        _router = await _worker.CreateRouterAsync(new RouterOptions { MediaCodecs = Codecs });
        _transport = await _router.CreateDirectTransportAsync();
    }

    public ValueTask DisposeAsync() => _worker.DisposeAsync();

    [Fact]
    public async Task What_a_producer_sends_is_in_the_file()
    {
        const int Packets = 50;
        await using Recorder recorder = await StartAsync();
        Producer producer = await ProduceAsync("audio/opus", 100, 1);
        await recorder.AddAsync(producer);
        for (int i = 0; i < Packets; i++)
        {
            producer.Send(Packet(i));
        }

        // The answer comes after all that was sent before.
        await producer.DumpAsync();
        RecordingSummary summary = await recorder.StopAsync();

        RecordedFile file = Assert.Single(summary.Files);
        Assert.Equal("room/ann-1.webm", file.Path);
        Assert.Equal(["audio/opus"], file.MimeTypes);
        Assert.Equal(Enumerable.Repeat((1, true, "F8"), Packets), _storage.Open(file.Path).Blocks.Select(static block => (block.Track, block.IsKey, block.Data)));
        Assert.Same(summary, await recorder.StopAsync());
    }

    [Fact]
    public async Task One_producer_of_a_kind_has_its_place_until_it_closes()
    {
        await using Recorder recorder = await StartAsync();
        Producer first = await ProduceAsync("audio/opus", 100, 1);
        Producer second = await ProduceAsync("audio/opus", 100, 2);
        await recorder.AddAsync(first);

        await Assert.ThrowsAsync<InvalidOperationException>(() => recorder.AddAsync(second));
        first.Close();
        await first.DisposeAsync();
        await _worker.Dispatcher.FlushAsync();
        while (!recorder.HasPlaceFor(MediaKind.Audio))
        {
            await _worker.DumpAsync();
        }

        await recorder.AddAsync(second);
    }

    [Fact]
    public async Task A_codec_that_files_cannot_have_is_refused_with_its_name()
    {
        await using Recorder recorder = await StartAsync();
        Producer producer = await ProduceAsync("audio/PCMU", 0, 1);

        UnsupportedException refusal = await Assert.ThrowsAsync<UnsupportedException>(() => recorder.AddAsync(producer));

        Assert.Contains("audio/PCMU", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_the_end_nothing_can_be_added()
    {
        await using Recorder recorder = await StartAsync();
        Producer producer = await ProduceAsync("audio/opus", 100, 1);
        await recorder.StopAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => recorder.AddAsync(producer));
    }

    private static byte[] Packet(int index)
    {
        var packet = new byte[64];
        var writer = new RtpHeaderWriter(packet, 100, marker: false, (ushort)index, (uint)(index * 960), ssrc: 1);
        int length = writer.Finish();
        packet[length] = 0xF8;
        return packet[..(length + 1)];
    }

    private Task<Recorder> StartAsync() => Recorder.StartAsync(_router, new RecorderOptions { Storage = _storage, Name = "room/ann" });

    private Task<Producer> ProduceAsync(string mimeType, int payloadType, uint ssrc) => _transport.ProduceAsync(new ProducerOptions
    {
        Kind = MediaKind.Audio,
        RtpParameters = new RtpParameters
        {
            Codecs =
            [
                new()
                {
                    MimeType = mimeType,
                    PayloadType = payloadType,
                    ClockRate = mimeType == "audio/opus" ? 48_000 : 8_000,
                    Channels = mimeType == "audio/opus" ? 2 : null,
                },
            ],
            Encodings = [new() { Ssrc = ssrc }],
        },
    });
}
