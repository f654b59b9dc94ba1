using Tureen.Ortc;
using static Tureen.Tests.Ortc.Parameters;

namespace Tureen.Tests.Ortc.Negotiation;

/// <summary>Nulls past the annotations: a copy passes them on, and the check names the field.</summary>
public sealed class NullParametersTests
{
    private static readonly Dictionary<string, Action<RtpParameters>> WrongParameters = new(StringComparer.Ordinal)
    {
        ["rtpParameters.codecs"] = parameters => parameters.Codecs = null!,
        ["codec"] = parameters => parameters.Codecs.Add(null!),
        ["codec.mimeType"] = parameters => parameters.Codecs[0].MimeType = null!,
        ["rtcpFeedback"] = parameters => parameters.Codecs[0].RtcpFeedback.Add(null!),
        ["rtcpFeedback.type"] = parameters => parameters.Codecs[0].RtcpFeedback.Add(new RtcpFeedback { Type = null! }),
        ["headerExtension"] = parameters => parameters.HeaderExtensions.Add(null!),
        ["headerExtension.uri"] = parameters => parameters.HeaderExtensions.Add(new RtpHeaderExtensionParameters { Uri = null!, Id = 1 }),
        ["encoding"] = parameters => parameters.Encodings.Add(null!),
    };

    private static readonly Dictionary<string, Action<RtpParameters>> Harmless = new(StringComparer.Ordinal)
    {
        ["headerExtensions"] = parameters => parameters.HeaderExtensions = null!,
        ["encodings"] = parameters => parameters.Encodings = null!,
        ["rtcp"] = parameters => parameters.Rtcp = null!,
        ["codec.parameters"] = parameters => parameters.Codecs[0].Parameters = null!,
        ["codec.rtcpFeedback"] = parameters => parameters.Codecs[0].RtcpFeedback = null!,
        ["extension.parameters"] = parameters =>
            parameters.HeaderExtensions.Add(new RtpHeaderExtensionParameters { Uri = "urn:x", Id = 1, Parameters = null! }),
    };

    private static readonly Dictionary<string, Action<RtpCapabilities>> WrongCapabilities = new(StringComparer.Ordinal)
    {
        ["codec"] = capabilities => capabilities.Codecs.Add(null!),
        ["codec.mimeType"] = capabilities => capabilities.Codecs[0].MimeType = null!,
        ["headerExtension"] = capabilities => capabilities.HeaderExtensions.Add(null!),
        ["headerExtension.uri"] = capabilities => capabilities.HeaderExtensions.Add(Extension(MediaKind.Audio, null!, 1)),
    };

    public static TheoryData<string> Wrong() => [.. WrongParameters.Keys];

    public static TheoryData<string> Allowed() => [.. Harmless.Keys];

    public static TheoryData<string> WrongOfCapabilities() => [.. WrongCapabilities.Keys];

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_null_in_parameters_is_named(string field)
    {
        RtpParameters parameters = Opus();
        WrongParameters[field](parameters);

        MediasoupTypeException error = Assert.Throws<MediasoupTypeException>(() => RtpValidation.Validate(parameters.Clone()));

        Assert.Equal($"missing {field}", error.Message);
    }

    [Theory]
    [MemberData(nameof(Allowed))]
    public void A_null_that_has_a_default_is_filled_in(string field)
    {
        RtpParameters parameters = Opus();
        Harmless[field](parameters);

        RtpValidation.Validate(parameters.Clone());
    }

    [Theory]
    [MemberData(nameof(WrongOfCapabilities))]
    public void A_null_in_capabilities_is_named(string field)
    {
        RtpCapabilities capabilities = new() { Codecs = [Capability("audio/opus", 48000, 2, 111)] };
        WrongCapabilities[field](capabilities);

        Assert.Equal($"missing {field}", Assert.Throws<MediasoupTypeException>(() => RtpValidation.Validate(capabilities.Clone())).Message);
        Assert.Throws<MediasoupTypeException>(() => ConsumerNegotiation.CanConsume(Opus(), capabilities));
    }

    private static RtpParameters Opus() => new() { Codecs = [Codec("audio/opus", 111, 48000, 2)], Encodings = [new RtpEncodingParameters { Ssrc = 1 }] };
}
