namespace Tureen.Client;

/// <summary>How a DataProducer sends its messages.</summary>
public sealed class DataProducerOptions
{
    /// <summary>
    /// Whether messages arrive in the order in which they were sent. Has no effect beside a limit above 0: such messages are unordered.
    /// </summary>
    public bool Ordered { get; init; } = true;

    /// <summary>
    /// How long a message is retransmitted, in milliseconds, 0 to 65535. Excludes <see cref="MaxRetransmits"/>. 0 does not make messages
    /// unordered.
    /// </summary>
    public int? MaxPacketLifeTime { get; init; }

    /// <summary>
    /// How often a message is retransmitted, 0 to 65535. Excludes <see cref="MaxPacketLifeTime"/>. 0 sends each message once and does not make
    /// messages unordered.
    /// </summary>
    public int? MaxRetransmits { get; init; }

    /// <summary>The label of the channel.</summary>
    public string Label { get; init; } = "";

    /// <summary>The subprotocol of the channel.</summary>
    public string Protocol { get; init; } = "";

    /// <summary>The application's own data.</summary>
    public Dictionary<string, object?> AppData { get; init; } = [];
}
