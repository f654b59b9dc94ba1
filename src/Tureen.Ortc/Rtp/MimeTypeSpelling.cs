namespace Tureen.Ortc;

/// <summary>MIME types of codecs are case-insensitive (RFC 4855 §3); people expect one spelling.</summary>
internal static class MimeTypeSpelling
{
    private static readonly Dictionary<string, string> Spellings = new[]
    {
        "audio/opus", "audio/multiopus", "audio/PCMU", "audio/PCMA", "audio/ISAC", "audio/G722", "audio/iLBC", "audio/SILK",
        "audio/CN", "audio/telephone-event", "audio/rtx", "audio/red", "audio/ulpfec", "audio/flexfec", "audio/x-ulpfecuc",
        "audio/parityfec", "video/VP8", "video/VP9", "video/H264", "video/H265", "video/AV1", "video/rtx", "video/red",
        "video/ulpfec", "video/flexfec", "video/x-ulpfecuc", "video/parityfec",
    }.ToDictionary(static type => type, StringComparer.OrdinalIgnoreCase);

    /// <summary>The same type as it is usually spelled; an unknown one as it is.</summary>
    public static string Usual(string mimeType) => Spellings.GetValueOrDefault(mimeType, mimeType);
}
