namespace Tureen.Client;

/// <summary>How a handler opens a data channel for sending; it chooses the stream itself.</summary>
public sealed class HandlerSendDataChannelOptions
{
    /// <summary>Whether messages arrive in order.</summary>
    public required bool Ordered { get; init; }

    /// <summary>How long a message is sent again, in milliseconds; null without limit.</summary>
    public int? MaxPacketLifeTime { get; init; }

    /// <summary>How often a message is sent again; null without limit.</summary>
    public int? MaxRetransmits { get; init; }

    /// <summary>The label.</summary>
    public string Label { get; init; } = "";

    /// <summary>The subprotocol.</summary>
    public string Protocol { get; init; } = "";
}
