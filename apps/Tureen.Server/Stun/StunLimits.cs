namespace Tureen.Server.Stun;

/// <summary>The bounds of asking STUN and TURN servers.</summary>
internal static class StunLimits
{
    /// <summary>How often a datagram is sent.</summary>
    public const int Attempts = 3;

    /// <summary>Bytes of an answer.</summary>
    public const int MaxAnswerLength = 2_048;

    /// <summary>How long an answer may take.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
}
