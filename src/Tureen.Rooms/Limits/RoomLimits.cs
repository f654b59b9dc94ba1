namespace Tureen.Rooms.Limits;

/// <summary>Every bound of rooms. They only stop clients that are broken or hostile.</summary>
internal static class RoomLimits
{
    public const int MaxRooms = 10_000;

    public const int MaxPeersPerRoom = 1_000;

    public const int MaxBroadcastersPerRoom = 100;

    /// <summary>Consumers of media and of messages. Those of peers are bounded by what the others produce.</summary>
    public const int MaxConsumersPerBroadcaster = 256;

    /// <summary>Clients have two; one takes some 50 KiB.</summary>
    public const int MaxTransportsPerPeer = 8;

    /// <summary>A program has one for each of its streams.</summary>
    public const int MaxTransportsPerBroadcaster = 32;

    public const int MaxProducersPerPeer = 64;

    public const int MaxDataProducersPerPeer = 64;

    /// <summary>Bytes of what the bot hears and says, as in the mediasoup demo.</summary>
    public const int MaxBotMessageLength = 512;

    /// <summary>Consumers of one peer, of media and of messages: what 2,000 others send.</summary>
    public const int MaxConsumersPerPeer = 4_096;

    /// <summary>Consumers of all peers of a room; one takes some 30 KiB.</summary>
    public const int MaxConsumersPerRoom = 65_536;

    /// <summary>Consumers for each producer, besides the one, that an operator may let clients ask for.</summary>
    public const int MaxConsumerReplicas = 16;

    /// <summary>Bytes (UTF-8) of the ids of rooms, peers and broadcasters.</summary>
    public const int MaxIdLength = 256;

    /// <summary>Bytes (UTF-8) of a display name.</summary>
    public const int MaxDisplayNameLength = 256;

    /// <summary>Bytes (JSON) of what a client says about its device.</summary>
    public const int MaxDeviceLength = 1_024;

    /// <summary>Bytes (JSON) of the application's data of one producer or data producer.</summary>
    public const int MaxAppDataLength = 4_096;

    /// <summary>Bytes (JSON) of RTP parameters; browsers send some 3,000.</summary>
    public const int MaxRtpParametersLength = 16_384;

    /// <summary>Bytes (JSON) of RTP capabilities; browsers send some 15,000.</summary>
    public const int MaxRtpCapabilitiesLength = 65_536;

    /// <summary>Bytes (UTF-8) of the label and of the protocol of a data channel.</summary>
    public const int MaxLabelLength = 256;

    /// <summary>Bytes of one peer that the server keeps: all of the above together.</summary>
    public const int MaxKeptLength = 262_144;

    /// <summary>Changes of a display name at once; each one goes to all others.</summary>
    public const int NameChangeBurst = 10;

    /// <summary>Changes of a display name a second, on the whole.</summary>
    public const double NameChangesPerSecond = 0.5;

    /// <summary>Pauses and resumptions of producers at once, and a second.</summary>
    public const int PauseBurst = 100;

    public const double PausesPerSecond = 5;

    /// <summary>New producers and data producers at once, and a second: each makes a consumer for each of the others.</summary>
    public const int ProducerBurst = 192;

    public const double ProducersPerSecond = 4;

    /// <summary>Raised hands in a room; a change sends all of them to everybody.</summary>
    public const int MaxRaisedHands = 100;

    /// <summary>Bytes (UTF-8) of a reaction: one emoji.</summary>
    public const int MaxReactionLength = 64;

    /// <summary>Hands that go up or down and reactions at once, and a second: each goes to all others.</summary>
    public const int GestureBurst = 10;

    public const double GesturesPerSecond = 1;

    /// <summary>Requests of a host at once, and a second: a message goes to all others.</summary>
    public const int ModerationBurst = 100;

    public const double ModerationsPerSecond = 10;

    /// <summary>Characters of a reconnect token that are read.</summary>
    public const int MaxReconnectTokenLength = 64;

    /// <summary>How long a client may be connected without joining.</summary>
    public static readonly TimeSpan JoinDeadline = TimeSpan.FromSeconds(30);

    /// <summary>How long a peer may be silent in ICE, as in the mediasoup demo.</summary>
    public static readonly TimeSpan IceConsentTimeout = TimeSpan.FromSeconds(20);

    /// <summary>How long a broadcaster in a room without peers may neither send nor receive, or twice that.</summary>
    public static readonly TimeSpan BroadcasterIdleCheck = TimeSpan.FromMinutes(1);
}
