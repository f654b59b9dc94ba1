using System.Text;

namespace Tureen.Ortc;

/// <summary>Checks what a peer names in one message against <see cref="OrtcLimits"/>, before anything is made of it.</summary>
internal static class ParameterLimits
{
    /// <summary>Checks the counts and lengths of RTP parameters.</summary>
    /// <exception cref="MediasoupTypeException">Something is longer, or there is more of it, than the limits allow.</exception>
    public static void Check(RtpParameters parameters)
    {
        RequireBytes(parameters.Mid, OrtcLimits.MaxIdentifierLength, "rtpParameters.mid");
        RequireBytes(parameters.Msid, OrtcLimits.MaxMsidLength, "rtpParameters.msid");
        RequireBytes(parameters.Rtcp.Cname, OrtcLimits.MaxCnameLength, "rtpParameters.rtcp.cname");
        RequireCount(parameters.Codecs.Count, OrtcLimits.MaxCodecs, "rtpParameters.codecs");
        RequireCount(parameters.HeaderExtensions.Count, OrtcLimits.MaxHeaderExtensions, "rtpParameters.headerExtensions");
        RequireCount(parameters.Encodings.Count, OrtcLimits.MaxEncodings, "rtpParameters.encodings");
        foreach (RtpCodecParameters codec in parameters.Codecs)
        {
            Check(codec);
        }

        foreach (RtpHeaderExtensionParameters extension in parameters.HeaderExtensions)
        {
            RequireLength(extension?.Uri, OrtcLimits.MaxNameLength, "headerExtension.uri");
            Check(extension?.Parameters, "headerExtension.parameters");
        }

        foreach (RtpEncodingParameters encoding in parameters.Encodings)
        {
            RequireBytes(encoding?.Rid, OrtcLimits.MaxIdentifierLength, "encoding.rid");
            RequireLength(encoding?.ScalabilityMode, OrtcLimits.MaxNameLength, "encoding.scalabilityMode");
        }
    }

    /// <summary>Checks the counts and lengths of RTP capabilities.</summary>
    /// <exception cref="MediasoupTypeException">Something is longer, or there is more of it, than the limits allow.</exception>
    public static void Check(RtpCapabilities capabilities)
    {
        RequireCount(capabilities.Codecs?.Count ?? 0, OrtcLimits.MaxCodecCapabilities, "rtpCapabilities.codecs");
        RequireCount(capabilities.HeaderExtensions?.Count ?? 0, OrtcLimits.MaxHeaderExtensions, "rtpCapabilities.headerExtensions");
        foreach (RtpCodecCapability codec in capabilities.Codecs ?? [])
        {
            Check(codec);
        }

        foreach (RtpHeaderExtension extension in capabilities.HeaderExtensions ?? [])
        {
            RequireLength(extension?.Uri, OrtcLimits.MaxNameLength, "headerExtension.uri");
        }
    }

    private static void Check(RtpCodec? codec)
    {
        RequireLength(codec?.MimeType, OrtcLimits.MaxNameLength, "codec.mimeType");
        RequireCount(codec?.RtcpFeedback?.Count ?? 0, OrtcLimits.MaxRtcpFeedback, "codec.rtcpFeedback");
        foreach (RtcpFeedback feedback in codec?.RtcpFeedback ?? [])
        {
            RequireLength(feedback?.Type, OrtcLimits.MaxNameLength, "rtcpFeedback.type");
            RequireLength(feedback?.Parameter, OrtcLimits.MaxNameLength, "rtcpFeedback.parameter");
        }

        Check(codec?.Parameters, "codec.parameters");
    }

    private static void Check(CodecParameters? parameters, string owner)
    {
        if (parameters is null)
        {
            return;
        }

        RequireCount(parameters.Count, OrtcLimits.MaxParameters, owner);
        foreach ((string name, CodecParameterValue value) in parameters)
        {
            RequireLength(name, OrtcLimits.MaxNameLength, owner);
            RequireLength(value.AsString(), OrtcLimits.MaxParameterLength, owner);
        }
    }

    private static void RequireCount(int count, int most, string what)
    {
        if (count > most)
        {
            throw new MediasoupTypeException($"{what} has {count} entries, more than {most}");
        }
    }

    private static void RequireLength(string? text, int most, string what)
    {
        if (text?.Length > most)
        {
            throw new MediasoupTypeException($"{what} has {text.Length} characters, more than {most}");
        }
    }

    private static void RequireBytes(string? text, int most, string what)
    {
        int length = text is null ? 0 : Encoding.UTF8.GetByteCount(text);
        if (length > most)
        {
            throw new MediasoupTypeException($"{what} has {length} bytes, more than {most}");
        }
    }
}
