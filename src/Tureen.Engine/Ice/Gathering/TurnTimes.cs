namespace Tureen.Engine.Ice.Gathering;

/// <summary>The periods of asking STUN and TURN servers.</summary>
internal static class TurnTimes
{
    /// <summary>Until a datagram without an answer is sent again; doubled each time (RFC 8489 §6.2.1).</summary>
    public static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(500);

    /// <summary>How long the answer over a connection may take, with the time to connect.</summary>
    public static readonly TimeSpan StreamWait = TimeSpan.FromMilliseconds(9_500);

    /// <summary>The lifetime of an allocation whose server does not name it (RFC 8656 §3.2).</summary>
    public static readonly TimeSpan DefaultLifetime = TimeSpan.FromSeconds(600);

    /// <summary>The longest lifetime that is believed, so that an allocation that the server has lost is noticed.</summary>
    public static readonly TimeSpan MaxLifetime = TimeSpan.FromSeconds(3_600);

    /// <summary>How long before its end an allocation is refreshed (RFC 8656 §8).</summary>
    public static readonly TimeSpan RefreshMargin = TimeSpan.FromSeconds(60);

    /// <summary>The least time between two refreshes, whatever lifetime the server names.</summary>
    public static readonly TimeSpan MinRefresh = TimeSpan.FromSeconds(10);

    /// <summary>When permission and channel of a peer are refreshed: a permission lasts five minutes, a channel ten (RFC 8656 §9, §12).</summary>
    public static readonly TimeSpan PeerRefresh = TimeSpan.FromSeconds(240);
}
