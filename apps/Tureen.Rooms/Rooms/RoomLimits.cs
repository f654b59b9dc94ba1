namespace Tureen.Rooms.Rooms;

/// <summary>Every bound of rooms. They only stop clients that are broken or hostile.</summary>
internal static class RoomLimits
{
    public const int MaxRooms = 10_000;

    public const int MaxPeersPerRoom = 1_000;

    public const int MaxBroadcastersPerRoom = 100;

    /// <summary>Of media and of messages. Those of peers are bounded by what the others produce.</summary>
    public const int MaxConsumersPerBroadcaster = 256;

    public const int MaxTransportsPerPeer = 32;

    public const int MaxProducersPerPeer = 64;

    public const int MaxDataProducersPerPeer = 64;

    /// <summary>Bytes of what the bot hears and says, as in the mediasoup demo.</summary>
    public const int MaxBotMessageLength = 512;

    /// <summary>Consumers for each producer, besides the one.</summary>
    public const int MaxConsumerReplicas = 100;

    /// <summary>Characters of the ids in the URL.</summary>
    public const int MaxIdLength = 1_024;

    /// <summary>How long a client of the modern dialect may be connected without joining.</summary>
    public static readonly TimeSpan JoinDeadline = TimeSpan.FromSeconds(30);

    /// <summary>How long a peer may be silent in ICE, as in the mediasoup demo.</summary>
    public static readonly TimeSpan IceConsentTimeout = TimeSpan.FromSeconds(20);

    /// <summary>How long a broadcaster in a room without peers may neither send nor receive, or twice that.</summary>
    public static readonly TimeSpan BroadcasterIdleCheck = TimeSpan.FromMinutes(1);
}
