using Tureen.Ortc;

namespace Tureen.Client;

/// <summary>Keeps only the members of an application's encodings that an application may set.</summary>
internal static class EncodingNormalization
{
    private static readonly string[] Priorities = ["very-low", "low", "medium", "high"];

    /// <returns>New encodings; null if none are given.</returns>
    public static List<RtpEncodingParameters>? Apply(IReadOnlyList<RtpEncodingParameters>? encodings) =>
        encodings is null or { Count: 0 } ? null : [.. encodings.Select(Normalize)];

    private static RtpEncodingParameters Normalize(RtpEncodingParameters? encoding)
    {
        Check.Given(encoding, "encoding");
        return new RtpEncodingParameters
        {
            Active = encoding.Active is not false,
            Dtx = encoding.Dtx,
            ScalabilityMode = encoding.ScalabilityMode,
            ScaleResolutionDownBy = encoding.ScaleResolutionDownBy,
            MaxBitrate = encoding.MaxBitrate,
            MaxFramerate = encoding.MaxFramerate,
            AdaptivePtime = encoding.AdaptivePtime,
            Priority = Known(encoding.Priority),
            NetworkPriority = Known(encoding.NetworkPriority),
        };
    }

    private static string? Known(string? priority) => Priorities.Contains(priority, StringComparer.Ordinal) ? priority : null;
}
