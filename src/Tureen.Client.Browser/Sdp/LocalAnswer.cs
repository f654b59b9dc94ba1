using System.Globalization;
using Tureen.Ortc;
using Tureen.Ortc.Sdp;

namespace Tureen.Client.Browser.Sdp;

/// <summary>Changes to a browser's answer before it is applied.</summary>
internal static class LocalAnswer
{
    /// <summary>A browser plays Opus in stereo only if its own answer says so.</summary>
    public static void ApplyOpusStereo(SdpMedia answer, RtpParameters offered)
    {
        foreach (RtpCodecParameters codec in offered.Codecs)
        {
            CodecParameterValue stereo = codec.Parameters["sprop-stereo"];
            bool isAnswered = answer.Attributes("rtpmap").Any(value => SdpMedia.ByPayloadType(value)?.PayloadType == codec.PayloadType);
            if (!codec.MimeType.Equals("audio/opus", StringComparison.OrdinalIgnoreCase)
                || stereo.Kind == CodecParameterValueKind.Undefined
                || !isAnswered)
            {
                continue;
            }

            string text = answer.Attributes("fmtp")
                .Select(SdpMedia.ByPayloadType)
                .FirstOrDefault(value => value?.PayloadType == codec.PayloadType)?.Value ?? "";
            CodecParameters parameters = FormatParameters.Parse(text);
            parameters["stereo"] = stereo.AsDouble() is { } number and not 0 && !double.IsNaN(number) ? 1 : 0;
            string payloadType = codec.PayloadType.ToString(CultureInfo.InvariantCulture);
            answer.SetAttribute(
                "fmtp",
                value => SdpMedia.ByPayloadType(value)?.PayloadType == codec.PayloadType,
                $"{payloadType} {FormatParameters.Write(parameters)}");
        }
    }

    /// <summary>Sets the largest message that the browser may send, because the server's section cannot carry it for both directions.</summary>
    public static void ApplyMaxMessageSize(SessionDescription answer, long size) =>
        answer.Media.First(media => media.Type is "application")
            .SetAttribute("max-message-size", _ => true, size.ToString(CultureInfo.InvariantCulture));
}
