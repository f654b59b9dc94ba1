namespace Tureen.Client.Native.Whip;

/// <summary>The bounds of WHIP and WHEP.</summary>
internal static class WhipLimits
{
    /// <summary>Tracks of one publisher.</summary>
    public const int MaxTracks = 8;

    /// <summary>Redirections that are followed (RFC 9725 §4.5).</summary>
    public const int MaxRedirects = 3;

    /// <summary>Bytes of an answer that are read.</summary>
    public const int MaxBodyLength = 262_144;

    /// <summary>Characters of a refusal that its message shows.</summary>
    public const int MaxReasonLength = 200;

    /// <summary>Characters of the Link headers of an answer that are read.</summary>
    public const int MaxLinkLength = 16_384;

    /// <summary>How long one request may take.</summary>
    public static readonly TimeSpan RequestTime = TimeSpan.FromSeconds(15);

    /// <summary>How long the end of a session may take; the endpoint notices it by itself later.</summary>
    public static readonly TimeSpan EndTime = TimeSpan.FromSeconds(3);
}
