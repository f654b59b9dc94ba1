namespace Tureen.Client;

/// <summary>What a handler receives.</summary>
public sealed class HandlerReceiveResult
{
    /// <summary>The local id of the track; the MID in a browser.</summary>
    public required string LocalId { get; init; }

    /// <summary>The remote track.</summary>
    public required IMediaStreamTrack Track { get; init; }

    /// <summary>The media stack's receiver, if it has such a thing.</summary>
    public object? RtpReceiver { get; init; }
}
