using Tureen.Ortc;

namespace Tureen.Tests.Robustness;

/// <summary>Lengths and counts within one message have limits, whose errors name the value.</summary>
public sealed class S8_ParameterLimitsTests
{
    public static TheoryData<string, int> Limits => new()
    {
        { "mid", 255 },
        { "msid", 255 },
        { "cname", 255 },
        { "rid", 255 },
        { "encodings", 32 },
        { "codecs", 128 },
        { "headerExtensions", 512 },
        { "rtcpFeedback", 64 },
        { "parameters", 64 },
    };

    [Theory]
    [MemberData(nameof(Limits))]
    public void S8_a_limit_is_taken_and_one_more_is_refused(string what, int most)
    {
        RtpValidation.Validate(With(what, most));
        var error = Assert.Throws<MediasoupTypeException>(() => RtpValidation.Validate(With(what, most + 1)));
        Assert.Contains($"{most + 1}", error.Message, StringComparison.Ordinal);
        Assert.Contains(what, error.Message, StringComparison.Ordinal);

        // The drop-in worker meets them here first.
        Assert.Throws<MediasoupTypeException>(() => ProducerValidation.Check(MediaKind.Video, With(what, most + 1), new RtpMapping()));
    }

    [Fact]
    public void S8_identifiers_are_measured_in_bytes()
    {
        RtpParameters parameters = With("cname", 0);
        parameters.Rtcp.Cname = new string('é', 128);
        var error = Assert.Throws<MediasoupTypeException>(() => RtpValidation.Validate(parameters));
        Assert.Contains("256", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void S8_capabilities_have_limits_too()
    {
        var codec = new RtpCodecCapability { Kind = MediaKind.Video, MimeType = "video/VP8", ClockRate = 90_000 };
        RtpCapabilities Capabilities(int count) => new() { Codecs = [.. Enumerable.Repeat(codec, count)] };
        RtpValidation.Validate(Capabilities(512));
        var error = Assert.Throws<MediasoupTypeException>(() => RtpValidation.Validate(Capabilities(513)));
        Assert.Contains("513", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("L8T8", true)]
    [InlineData("L9T1", false)]
    [InlineData("L1T9", false)]
    [InlineData("L99T99", false)]
    public void S8_a_stream_has_no_more_layers_than_payloads_can_number(string mode, bool isTaken)
    {
        RtpParameters parameters = With("cname", 0);
        parameters.Encodings[0].ScalabilityMode = mode;
        var mapping = new RtpMapping { Encodings = [new() { MappedSsrc = 1 }] };
        if (isTaken)
        {
            Assert.Equal(ProducerType.Svc, ProducerValidation.Check(MediaKind.Video, parameters, mapping));
            return;
        }

        var error = Assert.Throws<MediasoupTypeException>(() => ProducerValidation.Check(MediaKind.Video, parameters, mapping));
        Assert.Contains(mode, error.Message, StringComparison.Ordinal);
    }

    private static RtpParameters With(string what, int size)
    {
        string text = new('a', size);
        var parameters = new RtpParameters
        {
            Codecs = [.. Repeat(what, "codecs", size, i => Codec(i))],
            HeaderExtensions = [.. Repeat(what, "headerExtensions", size, static i => new RtpHeaderExtensionParameters { Uri = "u", Id = 1 + (i % 255) })],
            Encodings = [.. Repeat(what, "encodings", size, static i => new RtpEncodingParameters { Ssrc = 1 + (uint)i })],
            Mid = what == "mid" ? text : null,
            Msid = what == "msid" ? text : null,
        };
        parameters.Rtcp.Cname = what == "cname" ? text : null;
        parameters.Encodings[0].Rid = what == "rid" ? text : null;
        parameters.Codecs[0].RtcpFeedback = [.. Repeat(what, "rtcpFeedback", size, static _ => new RtcpFeedback { Type = "nack" })];
        foreach (int i in Repeat(what, "parameters", size, static i => i))
        {
            parameters.Codecs[0].Parameters[$"p{i}"] = i;
        }

        return parameters;
    }

    private static IEnumerable<T> Repeat<T>(string what, string name, int size, Func<int, T> create) =>
        Enumerable.Range(0, what == name ? size : 1).Select(create);

    private static RtpCodecParameters Codec(int index) =>
        new() { MimeType = "video/VP8", PayloadType = index % 128, ClockRate = 90_000 };
}
