namespace Tureen.Rooms.Limits;

/// <summary>Every bound of webhooks.</summary>
internal static class WebhookLimits
{
    /// <summary>Receivers of one server.</summary>
    public const int MaxReceivers = 8;

    /// <summary>Events of one room that wait for one receiver; further ones are dropped.</summary>
    public const int MaxQueuedPerRoom = 1_000;

    /// <summary>Events of all rooms that wait.</summary>
    public const int MaxQueued = 20_000;

    /// <summary>Requests at once.</summary>
    public const int MaxConcurrent = 16;

    /// <summary>Further attempts after the first one.</summary>
    public const int MaxRetries = 5;

    /// <summary>Deliveries in the log.</summary>
    public const int MaxLogged = 500;

    /// <summary>How long one attempt may take.</summary>
    public static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(10);

    /// <summary>The pause before the second attempt; later ones are each twice as long.</summary>
    public static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    /// <summary>How long a signature is good: longer than all attempts take.</summary>
    public static readonly TimeSpan SignatureLifetime = TimeSpan.FromMinutes(5);

    /// <summary>How long the server waits at its end for events on their way.</summary>
    public static readonly TimeSpan ShutdownPatience = TimeSpan.FromSeconds(3);
}
