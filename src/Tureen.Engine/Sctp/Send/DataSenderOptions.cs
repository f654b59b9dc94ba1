namespace Tureen.Engine.Sctp.Send;

/// <summary>The bounds of a <see cref="DataSender"/>.</summary>
internal sealed record DataSenderOptions
{
    /// <summary>Bytes of the longest message.</summary>
    public int MaxMessageLength { get; init; } = SctpLimits.DefaultMaxMessage;

    /// <summary>Bytes that wait in all streams; from there on no message is taken.</summary>
    public long SendBufferLength { get; init; } = SctpLimits.DefaultSendBuffer;

    /// <summary>Bytes that wait in one stream; from there on no message of it is taken.</summary>
    public long StreamQueueLength { get; init; } = SctpLimits.DefaultStreamSendQueue;

    /// <summary>Bytes of the largest packet, with the common header.</summary>
    public int Mtu { get; init; } = SctpLimits.Mtu;
}
