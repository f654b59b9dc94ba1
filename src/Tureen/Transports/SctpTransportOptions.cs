namespace Tureen;

/// <summary>How the SCTP association of a transport is made.</summary>
public abstract record SctpTransportOptions
{
    /// <summary>Carries messages by SCTP; false unless set.</summary>
    public bool EnableSctp { get; init; }

    /// <summary>Bytes of the longest message sent to the peer; 262144 unless set.</summary>
    public int MaxSendMessageSize { get; init; } = 262_144;

    /// <summary>Bytes of the longest message taken from the peer; 262144 unless set.</summary>
    public int MaxReceiveMessageSize { get; init; } = 262_144;

    /// <summary>Bytes that may wait to be sent, of all streams; 2000000 unless set.</summary>
    public int SctpSendBufferSize { get; init; } = 2_000_000;

    /// <summary>Bytes that may wait to be sent, of one stream; 2000000 unless set.</summary>
    public int SctpPerStreamSendQueueLimit { get; init; } = 2_000_000;

    /// <summary>Bytes of received parts of messages that may wait for the rest; 5242880 unless set.</summary>
    public int SctpMaxReceiverWindowBufferSize { get; init; } = 5_242_880;

    /// <summary>The initial threshold, in bytes, at which data consumers raise <c>bufferedamountlow</c>; 1024 unless set.</summary>
    public int SctpDefaultStreamBufferedAmountLowThreshold { get; init; } = 1024;
}
