using Tureen.Ortc;

namespace Tureen.Client;

/// <summary>What a handler sends.</summary>
public sealed class HandlerSendResult
{
    /// <summary>By what it is called from now on; the MID in a browser.</summary>
    public required string LocalId { get; init; }

    /// <summary>What it is, for the server.</summary>
    public required RtpParameters RtpParameters { get; init; }

    /// <summary>The media stack's sender, if it has such a thing.</summary>
    public object? RtpSender { get; init; }
}
