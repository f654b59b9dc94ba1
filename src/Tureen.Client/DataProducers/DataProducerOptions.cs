namespace Tureen.Client;

/// <summary>How a DataProducer sends its messages.</summary>
public sealed class DataProducerOptions
{
    /// <summary>Whether messages arrive in order; never when a limit is given.</summary>
    public bool Ordered { get; init; } = true;

    /// <summary>How long a message is sent again, in milliseconds, 1 to 65535; excludes <see cref="MaxRetransmits"/>.</summary>
    public int? MaxPacketLifeTime { get; init; }

    /// <summary>How often a message is sent again, 1 to 65535; excludes <see cref="MaxPacketLifeTime"/>.</summary>
    public int? MaxRetransmits { get; init; }

    /// <summary>The label of the channel.</summary>
    public string Label { get; init; } = "";

    /// <summary>The subprotocol of the channel.</summary>
    public string Protocol { get; init; } = "";

    /// <summary>The application's own data.</summary>
    public Dictionary<string, object?> AppData { get; init; } = [];
}
