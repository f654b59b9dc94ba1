using Tureen.Ortc;

namespace Tureen.Client;

/// <summary>A data channel for sending.</summary>
public sealed class HandlerSendDataChannelResult
{
    /// <summary>The channel.</summary>
    public required IDataChannel DataChannel { get; init; }

    /// <summary>Its stream, without label and protocol.</summary>
    public required SctpStreamParameters SctpStreamParameters { get; init; }
}
