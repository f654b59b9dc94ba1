namespace Tureen.Engine.Ice.Agent;

/// <summary>The periods of the full agent.</summary>
internal static class IceTimes
{
    /// <summary>Ta: from one new check to the next (RFC 8445 §14.2).</summary>
    public static readonly TimeSpan CheckInterval = TimeSpan.FromMilliseconds(50);

    /// <summary>How long a better pair is waited for before one that works is nominated (RFC 8445 §8.1.1 leaves it open).</summary>
    public static readonly TimeSpan NominationDelay = TimeSpan.FromMilliseconds(500);

    /// <summary>How long candidates may still appear before ICE fails (RFC 8863 §4): as long as one check is tried.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(39_500);

    /// <summary>How long packets may be sent after the last answer (RFC 7675 §5.1).</summary>
    public static readonly TimeSpan ConsentTimeout = TimeSpan.FromSeconds(30);
}
