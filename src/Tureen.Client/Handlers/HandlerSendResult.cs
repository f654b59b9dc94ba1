using Tureen.Ortc;

namespace Tureen.Client;

/// <summary>What a handler sends.</summary>
public sealed class HandlerSendResult
{
    /// <summary>The local id of the track; the MID in a browser.</summary>
    public required string LocalId { get; init; }

    /// <summary>Its description for the server.</summary>
    public required RtpParameters RtpParameters { get; init; }

    /// <summary>The media stack's sender, if it has such a thing.</summary>
    public object? RtpSender { get; init; }
}
