using Tureen.Ortc;

namespace Tureen.Client;

/// <summary>What a handler is to receive.</summary>
public sealed class HandlerReceiveOptions
{
    /// <summary>The id of the Consumer, which the remote track gets.</summary>
    public required string TrackId { get; init; }

    /// <summary>Audio or video.</summary>
    public required MediaKind Kind { get; init; }

    /// <summary>What the server sends.</summary>
    public required RtpParameters RtpParameters { get; init; }

    /// <summary>What is played in step; by default from the msid, else the CNAME, else <c>-</c>.</summary>
    public string? StreamId { get; init; }

    /// <summary>Called with the media stack's receiver as soon as it exists.</summary>
    public Action<object>? OnRtpReceiver { get; init; }
}
