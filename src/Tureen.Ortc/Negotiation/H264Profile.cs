namespace Tureen.Ortc;

/// <summary>An H.264 profile that WebRTC endpoints use (RFC 6184, table 5).</summary>
public enum H264Profile
{
    /// <summary>Constrained Baseline.</summary>
    ConstrainedBaseline,

    /// <summary>Baseline.</summary>
    Baseline,

    /// <summary>Main.</summary>
    Main,

    /// <summary>Constrained High.</summary>
    ConstrainedHigh,

    /// <summary>High.</summary>
    High,

    /// <summary>High 4:4:4 Predictive.</summary>
    PredictiveHigh444,
}
