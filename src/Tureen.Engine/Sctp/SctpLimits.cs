namespace Tureen.Engine.Sctp;

/// <summary>Every bound of SCTP, with its unit and its reason.</summary>
internal static class SctpLimits
{
    /// <summary>Bytes. The largest packet sent: fits 1,280 less IPv6, UDP and DTLS (mediasoup's value).</summary>
    public const int Mtu = 1191;

    /// <summary>Bytes. The common header of a packet.</summary>
    public const int CommonHeaderLength = 12;

    /// <summary>Packets. What one occasion (a SACK, a message, a timer) sends at once (RFC 9260 §6.1 D).</summary>
    public const int MaxBurst = 4;

    /// <summary>Packets. The congestion window to begin with.</summary>
    public const int InitialCongestionWindow = 10;

    /// <summary>Bytes. The congestion window grows no further: 320 Mbit/s at 100 ms, and the most that one peer keeps in flight here.</summary>
    public const int MaxCongestionWindow = 4 * 1024 * 1024;

    /// <summary>Chunks in flight; a gap block reaches 65,535 TSNs, and each chunk costs some 60 bytes besides its payload.</summary>
    public const int MaxOutstandingChunks = 16_384;

    /// <summary>
    /// Bytes. Payload of chunks that the peer did not acknowledge for good: two congestion windows, because chunks acknowledged by gap
    /// blocks alone leave the window but are still kept.
    /// </summary>
    public const int MaxOutstandingPayload = 2 * MaxCongestionWindow;

    /// <summary>Bytes. Messages that wait to be sent, of all streams (mediasoup's value).</summary>
    public const int DefaultSendBuffer = 2_000_000;

    /// <summary>Bytes. Messages that wait to be sent on one stream (mediasoup's value).</summary>
    public const int DefaultStreamSendQueue = 2_000_000;

    /// <summary>Messages that wait to be sent, of all streams: small ones cost more than their bytes.</summary>
    public const int MaxQueuedMessages = 65_536;

    /// <summary>Bytes. The longest message sent or received (mediasoup's value).</summary>
    public const int DefaultMaxMessage = 262_144;

    /// <summary>Bytes. What may wait for reassembly and for the reader (mediasoup's value).</summary>
    public const int DefaultReceiveWindow = 5 * 1024 * 1024;

    /// <summary>Fragments and whole messages held by the receiver: small ones cost more than their bytes.</summary>
    public const int MaxHeldFragments = 16_384;

    /// <summary>Percent of the receive window above which only the fragment that fills the first gap is taken.</summary>
    public const int ReceiveWatermarkPercent = 90;

    /// <summary>TSNs. How far a received TSN may lie beyond the cumulative one: as far as a gap block reaches.</summary>
    public const int MaxTsnAhead = 65_535;

    /// <summary>Gaps between received TSNs that are tracked; a TSN that would open one more is not taken.</summary>
    public const int MaxGapRanges = 1024;

    /// <summary>Gap blocks in one SACK, which must leave room in the packet.</summary>
    public const int MaxGapBlocks = 64;

    /// <summary>Duplicate TSNs reported in one SACK.</summary>
    public const int MaxDuplicates = 20;

    /// <summary>Streams named by one FORWARD-TSN, which must leave room in the packet.</summary>
    public const int MaxSkippedMessages = 100;

    /// <summary>
    /// Bytes. Messages held by all associations of one worker, in both directions: fifty full windows, as much as the packet pool.
    /// </summary>
    public const int WorkerBudget = 256 * 1024 * 1024;

    /// <summary>Bytes. What each association may hold even when the budget of the worker is used up: small messages go on.</summary>
    public const int GuaranteedShare = 64 * 1024;

    /// <summary>Bytes. What a held message or fragment costs the budget besides its buffer.</summary>
    public const int BufferOverhead = 128;

    /// <summary>
    /// Bytes. An association that holds this much and cannot take the next fragment when the budget is used up is ended, because it
    /// keeps memory from others for messages that it does not complete.
    /// </summary>
    public const int GreedyHold = 1024 * 1024;

    /// <summary>Bytes. Free buffers that a pool keeps: those of all pooled messages of up to 2,048 bytes.</summary>
    public const int PooledBytes = 16 * 1024 * 1024;

    /// <summary>Free outgoing messages, without their buffers, that a pool keeps (some 1 MB).</summary>
    public const int PooledMessages = 8192;

    /// <summary>Bytes. A message is not cut for the sake of a packet's end into less than this.</summary>
    public const int MinFragmentLength = 256;

    /// <summary>UDP ports as WebRTC names them (RFC 8841 §5.1).</summary>
    public const ushort DefaultPort = 5000;

    /// <summary>Streams of each direction (RFC 8831 §6.2).</summary>
    public const ushort DefaultStreams = 65_535;

    /// <summary>Times in a row that the peer may leave something unanswered (Association.Max.Retrans).</summary>
    public const int MaxRetransmissions = 10;

    /// <summary>Times that INIT or COOKIE ECHO is sent again (Max.Init.Retransmits).</summary>
    public const int MaxInitRetransmissions = 8;

    /// <summary>Bytes. The longest state cookie of a peer that is taken; it has to fit into one packet.</summary>
    public const int MaxPeerCookie = 1024;

    /// <summary>Streams named by one reset request, which must leave room in the packet.</summary>
    public const int MaxStreamsPerReset = 128;

    /// <summary>Outgoing streams whose reset is not over, after which the peer's requests for more resets are refused (some 300 kB).</summary>
    public const int MaxPendingResets = 2048;

    /// <summary>Undrained events of one association after which the peer's requests about streams are not taken.</summary>
    public const int MaxEvents = 4096;

    /// <summary>Bytes of an unknown chunk or of unknown parameters that are sent back in a report.</summary>
    public const int MaxReportedUnknown = 256;
}
