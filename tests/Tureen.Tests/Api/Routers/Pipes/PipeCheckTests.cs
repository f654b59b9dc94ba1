using System.Text.Json;
using Tureen.Ortc;

namespace Tureen.Tests.Api.Routers.Pipes;

/// <summary>Values of another machine that are wrong are refused with the value and the reason, and values of a later version are read.</summary>
public sealed class PipeCheckTests
{
    private static readonly PipeOffer Offer = new()
    {
        PipeId = "8f3c5e0e-0a7b-4f0e-9f2e-1d2c3b4a5968",
        Ip = "10.0.0.5",
        Port = 40000,
        SrtpParameters = new() { CryptoSuite = SrtpCryptoSuite.AeadAes256Gcm, KeyBase64 = "AAAA" },
        SctpParameters = new() { Port = 5000 },
        PeerTimeoutMs = 3000,
    };

    private static readonly PipedProducer Piped = new()
    {
        PipeId = Offer.PipeId,
        Number = 1,
        ProducerId = "producer",
        Kind = MediaKind.Audio,
        RtpParameters = new() { Codecs = [], Encodings = [new() { Ssrc = 1 }] },
    };

    private static readonly PipedDataProducer PipedData = new()
    {
        PipeId = Offer.PipeId,
        Number = 1,
        DataProducerId = "producer",
        SctpStreamParameters = new() { StreamId = 1 },
    };

    public static TheoryData<string, Action> Mistakes => new()
    {
        { "invalid version 2, not 1", static () => PipeCheck.Offer(Offer with { Version = 2 }) },
        { "invalid pipeId 'x', not a UUID", static () => PipeCheck.Offer(Offer with { PipeId = "x" }) },
        { "missing ip", static () => PipeCheck.Offer(Offer with { Ip = null! }) },
        { "invalid ip 'host', not an IP address", static () => PipeCheck.Offer(Offer with { Ip = "host" }) },
        { "invalid port 0, not within 1..65535", static () => PipeCheck.Offer(Offer with { Port = 0 }) },
        { "invalid port 65536, not within 1..65535", static () => PipeCheck.Offer(Offer with { Port = 65536 }) },
        { "invalid sctpParameters.port 1, not 5000", static () => PipeCheck.Offer(Offer with { SctpParameters = new() { Port = 1 } }) },
        { "missing srtpParameters", static () => PipeCheck.Offer(Offer with { SrtpParameters = null! }) },
        {
            "invalid srtpParameters.cryptoSuite 'AeadAes128Gcm', not 'AeadAes256Gcm'",
            static () => PipeCheck.Offer(Offer with { SrtpParameters = new() { CryptoSuite = SrtpCryptoSuite.AeadAes128Gcm, KeyBase64 = "A" } })
        },
        { "invalid peerTimeoutMs 00:00:00.0010000, not within 00:00:00.2000000..01:00:00", static () => PipeCheck.Offer(Offer with { PeerTimeoutMs = 1 }) },
        { "invalid number 0, the first is 1", static () => PipeCheck.Piped(Piped with { Number = 0 }) },
        { "invalid producerId '', not within 1..255 characters", static () => PipeCheck.Piped(Piped with { ProducerId = "" }) },
        { "invalid kind '7'", static () => PipeCheck.Piped(Piped with { Kind = (MediaKind)7 }) },
        {
            "invalid rtpParameters.encodings, 17 of them, not within 1..16",
            static () => PipeCheck.Piped(Piped with { RtpParameters = new() { Codecs = [], Encodings = [.. Enumerable.Range(0, 17).Select(static _ => new RtpEncodingParameters())] } })
        },
        {
            "invalid sctpStreamParameters.streamId 0, which carries the pipe's own messages",
            static () => PipeCheck.Piped(PipedData with { SctpStreamParameters = new() { StreamId = 0 } })
        },
        { "invalid label of 65536 characters, more than 65535", static () => PipeCheck.Piped(PipedData with { Label = new string('a', 65536) }) },
        { "invalid enableSctp false, a pipe needs SCTP", static () => PipeCheck.Options(TwoRouters.Options with { EnableSctp = false }) },
        {
            "invalid listenInfo.announcedAddress 'node.example', a pipe needs an IP address",
            static () => PipeCheck.Options(new() { ListenInfo = new() { Ip = "0.0.0.0", AnnouncedAddress = "node.example" } })
        },
        { "invalid maxReceiveMessageSize 10, the pipe's own messages have up to 34 bytes", static () => PipeCheck.Options(TwoRouters.Options with { MaxReceiveMessageSize = 10 }) },
        { "invalid connectTimeout 02:00:00, not within 00:00:00.2000000..01:00:00", static () => PipeCheck.Options(TwoRouters.Options with { ConnectTimeout = TimeSpan.FromHours(2) }) },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Mistakes_are_named_with_their_value(string message, Action check) =>
        Assert.Equal(message, Assert.Throws<MediasoupTypeException>(check).Message);

    [Fact]
    public void An_address_that_nobody_can_send_to_is_refused() =>
        Assert.Throws<MediasoupTypeException>(static () => PipeCheck.Options(new() { ListenInfo = new() { Ip = "0.0.0.0" } }));

    [Fact]
    public void Members_of_a_later_version_are_ignored_and_missing_ones_named()
    {
        string json = JsonSerializer.Serialize(Offer, TureenJsonContext.Default.PipeOffer);
        PipeOffer read = JsonSerializer.Deserialize(json.Insert(1, "\"later\":{\"a\":[1]},"), TureenJsonContext.Default.PipeOffer)!;
        Assert.Equal((Offer.PipeId, Offer.Ip, Offer.Port), (read.PipeId, read.Ip, read.Port));

        JsonException missing = Assert.Throws<JsonException>(
            () => JsonSerializer.Deserialize(json.Replace("\"ip\"", "\"pi\"", StringComparison.Ordinal), TureenJsonContext.Default.PipeOffer));
        Assert.Contains("'ip'", missing.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"port\":40000", "\"port\":\"many\"")]
    [InlineData("AEAD_AES_256_GCM", "ROT13")]
    [InlineData("\"port\":5000", "\"port\":-1")]
    public void Values_of_another_type_are_refused_when_they_are_read(string right, string wrong)
    {
        string json = JsonSerializer.Serialize(Offer, TureenJsonContext.Default.PipeOffer);
        Assert.Contains(right, json, StringComparison.Ordinal);
        Assert.ThrowsAny<JsonException>(
            () => JsonSerializer.Deserialize(json.Replace(right, wrong, StringComparison.Ordinal), TureenJsonContext.Default.PipeOffer));
    }
}
