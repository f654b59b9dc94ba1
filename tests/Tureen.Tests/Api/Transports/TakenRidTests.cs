using Tureen.Ortc;

namespace Tureen.Tests.Api.Transports;

/// <summary>MIDs, which the packets have to carry, or SSRCs distinguish two producers with the same RIDs.</summary>
public sealed class TakenRidTests
{
    [Fact]
    public async Task A_rid_in_use_is_refused_where_packets_carry_neither_mid_nor_known_ssrc()
    {
        await using Scene scene = await Scene.CreateAsync();
        WebRtcTransport transport = await scene.CreateTransportAsync();
        await transport.ProduceAsync(Options("0", hasMidExtension: true));

        MediasoupException error = await Assert.ThrowsAsync<MediasoupException>(
            () => transport.ProduceAsync(Options("1", hasMidExtension: false)));

        Assert.Contains("[mid:1, rid:r0]", error.Message, StringComparison.Ordinal);
        await transport.ProduceAsync(Options("1", hasMidExtension: true));
        await transport.ProduceAsync(Options("2", hasMidExtension: false, ssrc: 5));
    }

    private static ProducerOptions Options(string mid, bool hasMidExtension, uint? ssrc = null) => new()
    {
        Kind = MediaKind.Video,
        RtpParameters = new RtpParameters
        {
            Mid = mid,
            Codecs = [new() { MimeType = "video/VP8", PayloadType = 96, ClockRate = 90_000 }],
            HeaderExtensions = hasMidExtension ? [new() { Uri = RtpHeaderExtensionUri.Mid, Id = 4 }] : [],
            Encodings = [new() { Rid = "r0", Ssrc = ssrc }, new() { Rid = "r1", Ssrc = ssrc + 1 }],
        },
    };
}
