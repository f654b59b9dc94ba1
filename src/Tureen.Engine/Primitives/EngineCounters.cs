using Tureen.Ortc;

namespace Tureen.Engine.Primitives;

/// <summary>
/// What a worker has done and what it has now. Only the worker's thread writes it, without locks; any thread may read it, because a
/// 64-bit number is never half written.
/// </summary>
internal sealed class EngineCounters
{
    private static readonly int TransportTypes = Enum.GetValues<TransportType>().Length;
    private static readonly int TransportPhases = Enum.GetValues<TransportPhase>().Length;

    private readonly long[] _transports = new long[TransportTypes * TransportPhases];
    private readonly long[] _producers = new long[2];
    private readonly long[] _consumers = new long[2];

    /// <summary>Outgoing congestion control.</summary>
    public CongestionCounters Congestion { get; } = new();

    public long Routers { get; set; }

    public long RtpObservers { get; set; }

    public long DataProducers { get; set; }

    public long DataConsumers { get; set; }

    /// <summary>Producers and consumers, of data too.</summary>
    public long MediaObjects => _producers[0] + _producers[1] + _consumers[0] + _consumers[1] + DataProducers + DataConsumers;

    /// <summary>RTP packets that belong to a producer, retransmissions not included.</summary>
    public long RtpPacketsReceived { get; set; }

    public long RtpBytesReceived { get; set; }

    /// <summary>RTP packets that exceeded their transport's share of the packet slab: forwarded, but not kept for retransmission.</summary>
    public long RtpPacketsNotKept { get; set; }

    public long RtpPacketsSent { get; set; }

    public long RtpBytesSent { get; set; }

    public long RetransmissionsReceived { get; set; }

    public long RetransmissionBytesReceived { get; set; }

    public long RetransmissionsSent { get; set; }

    public long RetransmissionBytesSent { get; set; }

    /// <summary>Compound packets.</summary>
    public long RtcpPacketsReceived { get; set; }

    public long RtcpPacketsSent { get; set; }

    /// <summary>PLI and FIR of receivers.</summary>
    public long KeyFrameRequestsReceived { get; set; }

    /// <summary>PLI and FIR to senders.</summary>
    public long KeyFrameRequestsSent { get; set; }

    public long NacksReceived { get; set; }

    public long NacksSent { get; set; }

    /// <summary>Messages of data producers.</summary>
    public long MessagesReceived { get; set; }

    public long MessageBytesReceived { get; set; }

    /// <summary>Messages to data consumers.</summary>
    public long MessagesSent { get; set; }

    public long MessageBytesSent { get; set; }

    public long GetTransports(TransportType type, TransportPhase phase) => _transports[IndexOf(type, phase)];

    public void AddTransports(TransportType type, TransportPhase phase, int count) => _transports[IndexOf(type, phase)] += count;

    public long GetProducers(MediaKind kind) => _producers[(int)kind];

    public void AddProducers(MediaKind kind, int count) => _producers[(int)kind] += count;

    public long GetConsumers(MediaKind kind) => _consumers[(int)kind];

    public void AddConsumers(MediaKind kind, int count) => _consumers[(int)kind] += count;

    private static int IndexOf(TransportType type, TransportPhase phase) => ((int)type * TransportPhases) + (int)phase;
}
