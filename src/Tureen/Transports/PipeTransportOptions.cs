namespace Tureen;

/// <summary>How a PipeTransport is made (mediasoup PipeTransportOptions).</summary>
public sealed record PipeTransportOptions : SctpTransportOptions
{
    /// <summary>Where it listens, by UDP. Required unless <see cref="ListenIp"/> is given.</summary>
    public TransportListenInfo? ListenInfo { get; init; }

    /// <summary>Deprecated: where it listens, for older programs.</summary>
    public TransportListenIp? ListenIp { get; init; }

    /// <summary>Deprecated: a fixed port for <see cref="ListenIp"/>; 0 for any.</summary>
    public int Port { get; init; }

    /// <summary>Lost packets are asked for and sent again; false unless set.</summary>
    public bool EnableRtx { get; init; }

    /// <summary>Media is encrypted with AEAD_AES_256_GCM; false unless set.</summary>
    public bool EnableSrtp { get; init; }

    /// <summary>The application's own data; empty unless set.</summary>
    public Dictionary<string, object?>? AppData { get; init; }

    /// <summary>Options whose SCTP association is this one.</summary>
    internal static PipeTransportOptions Of(SctpTransportOptions sctp) => new()
    {
        EnableSctp = sctp.EnableSctp,
        MaxSendMessageSize = sctp.MaxSendMessageSize,
        MaxReceiveMessageSize = sctp.MaxReceiveMessageSize,
        SctpSendBufferSize = sctp.SctpSendBufferSize,
        SctpPerStreamSendQueueLimit = sctp.SctpPerStreamSendQueueLimit,
        SctpMaxReceiverWindowBufferSize = sctp.SctpMaxReceiverWindowBufferSize,
        SctpDefaultStreamBufferedAmountLowThreshold = sctp.SctpDefaultStreamBufferedAmountLowThreshold,
    };
}
