using Tureen.Ortc;

namespace Tureen.Client.Browser.Handlers;

/// <summary>Completes the encodings of the application for browsers and for the server.</summary>
internal static class EncodingRules
{
    private const int DefaultTemporalLayers = 3;

    /// <summary>Gives several encodings their RIDs and, if asked, one number of temporal layers: the server wants it equal in all of them.</summary>
    public static void PrepareRids(List<RtpEncodingParameters> encodings, bool isOneMode)
    {
        if (encodings.Count < 2)
        {
            return;
        }

        int temporalLayers = encodings.Max(encoding => string.IsNullOrEmpty(encoding.ScalabilityMode)
            ? DefaultTemporalLayers
            : ScalabilityMode.Parse(encoding.ScalabilityMode).TemporalLayers);
        for (int index = 0; index < encodings.Count; index++)
        {
            encodings[index].Rid = $"r{index}";
            encodings[index].ScalabilityMode = isOneMode ? $"L1T{Math.Max(1, temporalLayers)}" : encodings[index].ScalabilityMode;
        }
    }

    /// <summary>Names the temporal layers of VP8 and H264 streams for the server, because browsers without modes do not name them.</summary>
    /// <param name="parameters">What the server gets.</param>
    /// <param name="firstMode">The mode that the application gave the first encoding.</param>
    public static void NameTemporalLayers(RtpParameters parameters, string? firstMode)
    {
        string codec = parameters.Codecs[0].MimeType;
        bool hasLayers = codec.Equals("video/vp8", StringComparison.OrdinalIgnoreCase) || codec.Equals("video/h264", StringComparison.OrdinalIgnoreCase);
        if (parameters.Encodings.Count < 2 || !hasLayers)
        {
            return;
        }

        foreach (RtpEncodingParameters encoding in parameters.Encodings)
        {
            encoding.ScalabilityMode = string.IsNullOrEmpty(encoding.ScalabilityMode)
                ? $"L1T{DefaultTemporalLayers}"
                : $"L1T{ScalabilityMode.Parse(firstMode).TemporalLayers}";
        }
    }

    /// <summary>Overrides the browser's encoding with the values of the application.</summary>
    public static void Merge(RtpEncodingParameters target, RtpEncodingParameters given)
    {
        target.Rid = given.Rid ?? target.Rid;
        target.Dtx = given.Dtx ?? target.Dtx;
        target.ScalabilityMode = given.ScalabilityMode ?? target.ScalabilityMode;
        target.MaxBitrate = given.MaxBitrate ?? target.MaxBitrate;
        target.Active = given.Active ?? target.Active;
        target.ScaleResolutionDownBy = given.ScaleResolutionDownBy ?? target.ScaleResolutionDownBy;
        target.MaxFramerate = given.MaxFramerate ?? target.MaxFramerate;
        target.AdaptivePtime = given.AdaptivePtime ?? target.AdaptivePtime;
        target.Priority = given.Priority ?? target.Priority;
        target.NetworkPriority = given.NetworkPriority ?? target.NetworkPriority;
    }
}
