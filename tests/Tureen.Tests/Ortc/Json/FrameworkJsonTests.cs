using System.Text.Json;
using Tureen.Ortc;

namespace Tureen.Tests.Ortc.Json;

/// <summary>At the border of a framework a wrong shape is the framework's own exception, at ours it is ours.</summary>
public sealed class FrameworkJsonTests
{
    [Theory]
    [InlineData("""{"codecs":5}""")]
    [InlineData("""{"codecs":[{"mimeType":"audio/opus","payloadType":"111","clockRate":48000}]}""")]
    [InlineData("[]")]
    [InlineData("7")]
    public void Wrong_rtp_parameters(string json) => AssertRefused<RtpParameters>(json);

    [Theory]
    [InlineData("""{"role":"boss","fingerprints":[]}""")]
    [InlineData("""{"role":"client","fingerprints":[{"algorithm":"md5","value":"x"}]}""")]
    public void Wrong_dtls_parameters(string json) => AssertRefused<DtlsParameters>(json);

    [Theory]
    [InlineData("""{"codecs":[{"mimeType":"audio/opus","kind":"audio"}]}""")]
    public void Wrong_capabilities(string json) => AssertRefused<RtpCapabilities>(json);

    [Theory]
    [InlineData("\"boss\"")]
    [InlineData("7")]
    [InlineData("null")]
    public void Wrong_enums(string json) => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<DtlsRole>(json));

    [Fact]
    public void A_wrong_value_is_named_and_shortened()
    {
        string value = new('x', 5000);

        MediasoupTypeException error = Assert.Throws<MediasoupTypeException>(
            () => OrtcJson.Deserialize<DtlsParameters>($$"""{"role":"{{value}}","fingerprints":[]}"""));

        Assert.StartsWith("invalid dtlsParameters.role: \"xxx", error.Message, StringComparison.Ordinal);
        Assert.InRange(error.Message.Length, 20, 100);
    }

    private static void AssertRefused<T>(string json)
        where T : IOrtcJson<T>
    {
        JsonException error = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<T>(json, JsonSerializerOptions.Web));
        Assert.IsType<MediasoupTypeException>(error.InnerException);
        Assert.Equal(Assert.Throws<MediasoupTypeException>(() => OrtcJson.Deserialize<T>(json)).Message, error.Message);
    }
}
