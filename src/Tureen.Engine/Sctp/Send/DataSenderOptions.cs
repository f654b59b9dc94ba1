namespace Tureen.Engine.Sctp.Send;

/// <summary>The bounds of a <see cref="DataSender"/>.</summary>
internal sealed record DataSenderOptions
{
    /// <summary>Bytes of the longest message.</summary>
    public int MaxMessageLength { get; init; } = SctpLimits.DefaultMaxMessage;

    /// <summary>Bytes that wait in all streams; at this amount no more messages are taken.</summary>
    public long SendBufferLength { get; init; } = SctpLimits.DefaultSendBuffer;

    /// <summary>Bytes that wait in one stream; at this amount no more messages of it are taken.</summary>
    public long StreamQueueLength { get; init; } = SctpLimits.DefaultStreamSendQueue;

    /// <summary>Bytes of the largest packet, with the common header.</summary>
    public int Mtu { get; init; } = SctpLimits.Mtu;
}
