namespace Tureen.V2;

/// <summary>Where plain copies of what a transport carries go, and which.</summary>
public sealed record MirroringOptions
{
    /// <summary>The address to send to. Required.</summary>
    public string? RemoteIP { get; init; }

    /// <summary>The port to send to. Required.</summary>
    public int? RemotePort { get; init; }

    /// <summary>The address to send from; one of the server's unless set.</summary>
    public string? LocalIP { get; init; }

    /// <summary>Copies the RTP that is sent.</summary>
    public bool SendRtp { get; init; } = true;

    /// <summary>Copies the RTCP that is sent.</summary>
    public bool SendRtcp { get; init; } = true;

    /// <summary>Copies the RTP that is received.</summary>
    public bool RecvRtp { get; init; } = true;

    /// <summary>Copies the RTCP that is received.</summary>
    public bool RecvRtcp { get; init; } = true;
}
