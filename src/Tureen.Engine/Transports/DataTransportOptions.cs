using Tureen.Ortc;

namespace Tureen.Engine.Transports;

/// <summary>What a transport needs to carry messages: bounds, and SCTP where it has it.</summary>
internal sealed record DataTransportOptions
{
    private const int SctpPort = 5000;
    private const int MaxStreams = 65535;

    /// <summary>Has an SCTP association.</summary>
    public bool EnableSctp { get; init; }

    /// <summary>The streams are WebRTC data channels: closing one end resets the stream.</summary>
    public bool IsDataChannel { get; init; }

    /// <summary>Bytes.</summary>
    public int MaxSendMessageSize { get; init; } = 262_144;

    /// <summary>Bytes.</summary>
    public int MaxReceiveMessageSize { get; init; } = 262_144;

    /// <summary>Bytes that wait to be sent, of all streams.</summary>
    public int SendBufferSize { get; init; } = 2_000_000;

    /// <summary>Bytes beyond these that only messages of the transport itself may occupy.</summary>
    public int ControlBufferSize { get; init; }

    /// <summary>Bytes that wait to be sent, of one stream.</summary>
    public int PerStreamSendQueueLimit { get; init; } = 2_000_000;

    /// <summary>Bytes.</summary>
    public int MaxReceiverWindowBufferSize { get; init; } = 5_242_880;

    /// <summary>Bytes; where each stream begins.</summary>
    public int DefaultStreamBufferedAmountLowThreshold { get; init; } = 1024;

    /// <summary>What signaling carries to the peer; null without SCTP.</summary>
    public SctpParameters? ToSctpParameters() => !EnableSctp
        ? null
        : new SctpParameters
        {
            Port = SctpPort,
            MaxSendMessageSize = MaxSendMessageSize,
            MaxReceiveMessageSize = MaxReceiveMessageSize,
            SendBufferSize = SendBufferSize,
            PerStreamSendQueueLimit = PerStreamSendQueueLimit,
            MaxReceiverWindowBufferSize = MaxReceiverWindowBufferSize,
            IsDataChannel = IsDataChannel,
            Os = MaxStreams,
            Mis = MaxStreams,
            MaxMessageSize = MaxReceiveMessageSize,
        };
}
