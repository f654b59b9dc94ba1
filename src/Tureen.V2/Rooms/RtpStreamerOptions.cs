namespace Tureen.V2;

/// <summary>Where a streamer sends to.</summary>
public sealed record RtpStreamerOptions
{
    /// <summary>The address to send to.</summary>
    public required string RemoteIP { get; init; }

    /// <summary>The port to send to, for RTP and RTCP.</summary>
    public required int RemotePort { get; init; }

    /// <summary>The address to send from; one of the server's unless set.</summary>
    public string? LocalIP { get; init; }
}
