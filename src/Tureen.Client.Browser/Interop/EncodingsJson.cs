using Tureen.Ortc;

namespace Tureen.Client.Browser.Interop;

/// <summary>Encodings as the browser takes them.</summary>
internal static class EncodingsJson
{
    public static string Write(IEnumerable<RtpEncodingParameters> encodings) =>
        $"[{string.Join(',', encodings.Select(OrtcJson.Serialize))}]";
}
