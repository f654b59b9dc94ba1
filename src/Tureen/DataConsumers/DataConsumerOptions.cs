namespace Tureen;

/// <summary>How a data consumer is made (mediasoup DataConsumerOptions).</summary>
public sealed record DataConsumerOptions
{
    /// <summary>The id of the data producer.</summary>
    public required string DataProducerId { get; init; }

    /// <summary>Whether messages arrive in order; as the data producer's unless set, and then without limits if true. Over SCTP only.</summary>
    public bool? Ordered { get; init; }

    /// <summary>How long a message is retransmitted, in milliseconds; as the data producer's unless set. Excludes order. Over SCTP only.</summary>
    public int? MaxPacketLifeTime { get; init; }

    /// <summary>How often a message is retransmitted; as the data producer's unless set. Excludes order. Over SCTP only.</summary>
    public int? MaxRetransmits { get; init; }

    /// <summary>Begins paused.</summary>
    public bool Paused { get; init; }

    /// <summary>The subchannels that it is subscribed to, modulo 65536; none unless set.</summary>
    public IReadOnlyList<int> Subchannels { get; init; } = [];

    /// <summary>The application's own data; empty unless set.</summary>
    public Dictionary<string, object?>? AppData { get; init; }
}
