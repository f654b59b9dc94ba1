using System.Text.Json;
using Tureen.Ortc;

namespace Tureen.Tests.Ortc.Json;

public sealed class OrtcJsonTests
{
    [Theory]
    [InlineData(MediaKind.Audio, "audio")]
    [InlineData(RtpHeaderExtensionDirection.SendRecv, "sendrecv")]
    [InlineData(RtpHeaderExtensionDirection.Inactive, "inactive")]
    [InlineData(DtlsRole.Auto, "auto")]
    [InlineData(FingerprintAlgorithm.Sha256, "sha-256")]
    [InlineData(SrtpCryptoSuite.AesCm128HmacSha1_80, "AES_CM_128_HMAC_SHA1_80")]
    [InlineData(SrtpCryptoSuite.AeadAes256Gcm, "AEAD_AES_256_GCM")]
    [InlineData(IceCandidateTcpType.SimultaneousOpen, "so")]
    [InlineData(IceCandidateType.Host, "host")]
    [InlineData(TransportProtocol.Udp, "udp")]
    [InlineData(ConsumerType.Pipe, "pipe")]
    public void Enums_are_their_wire_strings<T>(T value, string text)
        where T : struct, Enum
    {
        Assert.Equal(text, value.ToWireString());
        Assert.True(WireEnum.TryParse(text, out T parsed));
        Assert.Equal(value, parsed);
        Assert.False(WireEnum.TryParse<T>(text + " ", out _));
        Assert.False(WireEnum.TryParse<T>("0", out _));
        Assert.False(WireEnum.TryParse<T>(null, out _));
    }

    [Fact]
    public void Every_serializer_writes_the_same()
    {
        RtpParameters parameters = new() { Mid = "0", Codecs = [], Encodings = [new() { Ssrc = 4294967295 }] };
        const string Json = """{"mid":"0","codecs":[],"encodings":[{"ssrc":4294967295}]}""";

        Assert.Equal(Json, OrtcJson.Serialize(parameters));
        Assert.Equal(Json, JsonSerializer.Serialize(parameters));
        Assert.Equal(Json, JsonSerializer.Serialize(parameters, OrtcJsonContext.Default.RtpParameters));
        Assert.Equal("\"video\"", JsonSerializer.Serialize(MediaKind.Video, OrtcJsonContext.Default.MediaKind));
    }

    [Fact]
    public void A_wrong_shape_is_a_type_error_of_ours_and_a_JSON_error_of_the_framework()
    {
        const string Json = """{"codecs":[],"encodings":[{"ssrc":"1"}]}""";
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<RtpParameters>(Json));
        Assert.Throws<JsonException>(
            () => JsonSerializer.Deserialize(Json, OrtcJsonContext.Default.RtpParameters));
        MediasoupTypeException error =
            Assert.Throws<MediasoupTypeException>(() => OrtcJson.Deserialize<RtpParameters>(Json));
        Assert.StartsWith("invalid encoding.ssrc: ", error.Message, StringComparison.Ordinal);
        Assert.Equal("TypeError", error.Name);
    }

    [Theory]
    [InlineData("""{"role":"client","fingerprints":[{"algorithm":"sha-256","value":"AB:CD"}]}""", true)]
    [InlineData("""{"fingerprints":[]}""", true)]
    [InlineData("""{}""", false)]
    [InlineData("""{"role":"chicken","fingerprints":[]}""", false)]
    [InlineData("""{"fingerprints":[{"algorithm":"sha-9999","value":"AB:CD"}]}""", false)]
    [InlineData("""{"fingerprints":[null]}""", false)]
    public void Dtls_parameters_are_read_strictly(string json, bool valid) => Reads<DtlsParameters>(json, valid);

    [Theory]
    [InlineData("""{"cryptoSuite":"AEAD_AES_256_GCM","keyBase64":"YTdj"}""", true)]
    [InlineData("""{"cryptoSuite":"AEAD_AES_256_GCM"}""", false)]
    [InlineData("""{"keyBase64":"YTdj"}""", false)]
    [InlineData("""{"cryptoSuite":"FOO","keyBase64":"YTdj"}""", false)]
    [InlineData("""{"cryptoSuite":123,"keyBase64":"YTdj"}""", false)]
    [InlineData("""{"cryptoSuite":"AEAD_AES_256_GCM","keyBase64":[]}""", false)]
    [InlineData("""1""", false)]
    public void Srtp_parameters_are_read_strictly(string json, bool valid) => Reads<SrtpParameters>(json, valid);

    [Fact]
    public void Older_names_of_sctp_and_ice_are_kept()
    {
        const string Sctp = """{"port":5000,"OS":1024,"MIS":1024,"maxMessageSize":262144}""";
        Assert.Equal(Sctp, OrtcJson.Serialize(OrtcJson.Deserialize<SctpParameters>(Sctp)));
        IceCandidate candidate = OrtcJson.Deserialize<IceCandidate>(
            """{"foundation":"a","priority":1,"ip":"1.2.3.4","protocol":"udp","port":9,"type":"host"}""");
        Assert.Equal("1.2.3.4", candidate.Address);
        Assert.Throws<MediasoupTypeException>(() => OrtcJson.Deserialize<IceCandidate>(
            """{"foundation":"a","priority":1,"ip":"1.2.3.4","protocol":"udp","port":65536,"type":"host"}"""));
    }

    [Fact]
    public void A_copy_shares_nothing()
    {
        const string Json = """
            {"codecs":[{"mimeType":"video/VP8","payloadType":96,"clockRate":90000,"parameters":{"a":1},"rtcpFeedback":[{"type":"nack"}]}],"headerExtensions":[{"uri":"u","id":1,"encrypt":false,"parameters":{}}],"encodings":[{"rtx":{"ssrc":5}}],"rtcp":{"cname":"x"}}
            """;
        RtpParameters original = OrtcJson.Deserialize<RtpParameters>(Json);
        RtpParameters copy = original.Clone();
        copy.Codecs[0].Parameters["a"] = 2;
        copy.Codecs[0].RtcpFeedback[0].Type = "x";
        copy.Codecs[0].PayloadType = 1;
        copy.HeaderExtensions[0].Parameters["b"] = 1;
        copy.HeaderExtensions[0].Id = 9;
        copy.Encodings[0].Rtx!.Ssrc = 6;
        copy.Rtcp.Cname = "y";

        Assert.Equal(Json, OrtcJson.Serialize(original));
    }

    private static void Reads<T>(string json, bool valid)
        where T : IOrtcJson<T>
    {
        if (valid)
        {
            Assert.Equal(json, OrtcJson.Serialize(OrtcJson.Deserialize<T>(json).Clone()));
        }
        else
        {
            Assert.Throws<MediasoupTypeException>(() => OrtcJson.Deserialize<T>(json));
        }
    }
}
