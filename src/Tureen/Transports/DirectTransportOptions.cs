namespace Tureen;

/// <summary>How a DirectTransport is made (mediasoup DirectTransportOptions).</summary>
public sealed record DirectTransportOptions
{
    /// <summary>Bytes of the longest message given to the application; 262144 unless set.</summary>
    public int MaxSendMessageSize { get; init; } = 262_144;

    /// <summary>Bytes of the longest message taken from the application; 262144 unless set.</summary>
    public int MaxReceiveMessageSize { get; init; } = 262_144;

    /// <summary>The application's own data; empty unless set.</summary>
    public Dictionary<string, object?>? AppData { get; init; }
}
