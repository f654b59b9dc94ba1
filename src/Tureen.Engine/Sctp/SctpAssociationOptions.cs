namespace Tureen.Engine.Sctp;

/// <summary>How an association is made.</summary>
internal sealed record SctpAssociationOptions
{
    public ushort LocalPort { get; init; } = SctpLimits.DefaultPort;

    public ushort RemotePort { get; init; } = SctpLimits.DefaultPort;

    /// <summary>Streams that it wants to send on.</summary>
    public ushort OutboundStreams { get; init; } = SctpLimits.DefaultStreams;

    /// <summary>Streams that it takes.</summary>
    public ushort InboundStreams { get; init; } = SctpLimits.DefaultStreams;

    /// <summary>Bytes of the largest packet, with the common header.</summary>
    public int Mtu { get; init; } = SctpLimits.Mtu;

    /// <summary>Bytes of the longest message sent.</summary>
    public int MaxSendMessageLength { get; init; } = SctpLimits.DefaultMaxMessage;

    /// <summary>Bytes of the longest message received.</summary>
    public int MaxReceiveMessageLength { get; init; } = SctpLimits.DefaultMaxMessage;

    /// <summary>Bytes that wait in all streams; at this amount no more messages are taken.</summary>
    public long SendBufferLength { get; init; } = SctpLimits.DefaultSendBuffer;

    /// <summary>Bytes that wait in one stream; at this amount no more messages of it are taken.</summary>
    public long StreamQueueLength { get; init; } = SctpLimits.DefaultStreamSendQueue;

    /// <summary>Bytes that may wait for reassembly and for the reader.</summary>
    public int ReceiveWindow { get; init; } = SctpLimits.DefaultReceiveWindow;

    /// <summary>Bytes that wait in all streams at which <see cref="SctpEventKind.TotalBufferedAmountLow"/> is raised.</summary>
    public long TotalBufferedAmountLowThreshold { get; init; } = SctpLimits.DefaultSendBuffer / 2;

    /// <summary>Zero for no heartbeats.</summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The extensions to offer; those that the peer offers too are used.</summary>
    public SctpExtensions Extensions { get; init; } =
        SctpExtensions.PartialReliability | SctpExtensions.Reconfiguration | SctpExtensions.Interleaving;
}
