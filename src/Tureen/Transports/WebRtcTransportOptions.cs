namespace Tureen;

/// <summary>How a WebRtcTransport is made (mediasoup WebRtcTransportOptions).</summary>
public sealed record WebRtcTransportOptions
{
    /// <summary>Where it listens; the first is preferred by peers. Required unless <see cref="ListenIps"/> is given.</summary>
    public IReadOnlyList<TransportListenInfo>? ListenInfos { get; init; }

    /// <summary>Deprecated: where it listens, for older programs.</summary>
    public IReadOnlyList<TransportListenIp>? ListenIps { get; init; }

    /// <summary>Deprecated: a fixed port for <see cref="ListenIps"/>; 0 for any.</summary>
    public int Port { get; init; }

    /// <summary>Listens on UDP at the <see cref="ListenIps"/>; true unless set.</summary>
    public bool EnableUdp { get; init; } = true;

    /// <summary>Listens on TCP at the <see cref="ListenIps"/>; false unless set.</summary>
    public bool EnableTcp { get; init; }

    /// <summary>Prefers UDP candidates.</summary>
    public bool PreferUdp { get; init; }

    /// <summary>Prefers TCP candidates.</summary>
    public bool PreferTcp { get; init; }

    /// <summary>How long the peer may be silent in ICE before it counts as gone; 30 s unless set, zero for ever.</summary>
    public TimeSpan IceConsentTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The first estimation of the bandwidth towards the peer, in bits per second; 600000 unless set.</summary>
    public long InitialAvailableOutgoingBitrate { get; init; } = 600_000;

    /// <summary>Carries data channels by SCTP; false unless set.</summary>
    public bool EnableSctp { get; init; }

    /// <summary>Bytes of the longest message sent to the peer; 262144 unless set.</summary>
    public int MaxSendMessageSize { get; init; } = 262_144;

    /// <summary>Bytes of the longest message taken from the peer; 262144 unless set.</summary>
    public int MaxReceiveMessageSize { get; init; } = 262_144;

    /// <summary>Bytes that may wait to be sent, of all data channels; 2000000 unless set.</summary>
    public int SctpSendBufferSize { get; init; } = 2_000_000;

    /// <summary>Bytes that may wait to be sent, of one data channel; 2000000 unless set.</summary>
    public int SctpPerStreamSendQueueLimit { get; init; } = 2_000_000;

    /// <summary>Bytes of received parts of messages that may wait for the rest; 5242880 unless set.</summary>
    public int SctpMaxReceiverWindowBufferSize { get; init; } = 5_242_880;

    /// <summary>The buffered amount, in bytes, at which data consumers tell <c>bufferedamountlow</c> at first; 1024 unless set.</summary>
    public int SctpDefaultStreamBufferedAmountLowThreshold { get; init; } = 1024;

    /// <summary>The application's own data; empty unless set.</summary>
    public Dictionary<string, object?>? AppData { get; init; }
}
