using Tureen.Ortc;

namespace Tureen.Client;

/// <summary>How a handler opens a data channel for receiving.</summary>
public sealed class HandlerReceiveDataChannelOptions
{
    /// <summary>The stream on which the server sends.</summary>
    public required SctpStreamParameters SctpStreamParameters { get; init; }

    /// <summary>The label.</summary>
    public string Label { get; init; } = "";

    /// <summary>The subprotocol.</summary>
    public string Protocol { get; init; } = "";
}
