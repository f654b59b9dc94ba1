namespace Tureen.Rooms.Whip;

/// <summary>Every bound of WHIP and WHEP.</summary>
internal static class WhipLimits
{
    /// <summary>Bytes of an offer; browsers send some 8,000 for each track.</summary>
    public const int MaxOfferLength = 65_536;

    /// <summary>Bytes of what a PATCH carries.</summary>
    public const int MaxFragmentLength = 8_192;

    /// <summary>Bytes (JSON) of a choice of layers.</summary>
    public const int MaxLayersLength = 1_024;

    /// <summary>Media sections of an offer.</summary>
    public const int MaxSections = 16;

    /// <summary>Players of one room.</summary>
    public const int MaxPlayersPerRoom = 1_000;

    /// <summary>How long a session may take until its media can flow.</summary>
    public static readonly TimeSpan ConnectDeadline = TimeSpan.FromSeconds(30);
}
