using Tureen.Engine.Events;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using Tureen.Engine.Rtp;
using Tureen.Engine.Sctp;

namespace Tureen.Engine.Forwarding;

/// <summary>What all objects of one worker share. One thread.</summary>
internal sealed class EngineContext
{
    public EngineContext(RandomSource random, NtpClock ntp, ISocketHost sockets, SharedRtpPacketPool packets)
    {
        Random = random;
        Ntp = ntp;
        Sockets = sockets;
        Packets = packets;
        Log = new EngineLog(Events);
        Faults = new EngineFaults(Events);
        NextPacketId = random.NextUInt32() >> 1;
    }

    public RandomSource Random { get; }

    public NtpClock Ntp { get; }

    public ISocketHost Sockets { get; }

    public SharedRtpPacketPool Packets { get; }

    /// <summary>Buffers for messages, shared by all associations.</summary>
    public SctpBufferPool SctpBuffers { get; } = new();

    /// <summary>Where a transport gathers its reports before it sends them.</summary>
    public RtcpReportCompound Reports { get; } = new();

    public DeadlineHeap Deadlines { get; } = new();

    public DropCounters Drops { get; } = new();

    public EngineCounters Counters { get; } = new();

    /// <summary>What the host must raise on its objects; drained after each batch.</summary>
    public Queue<EngineEvent> Events { get; } = new();

    public EngineLog Log { get; }

    /// <summary>What was thrown and contained.</summary>
    public EngineFaults Faults { get; }

    /// <summary>Value of the next packet-id extension, shared by all producers of the worker (worker-wide counter of mediasoup).</summary>
    public uint NextPacketId { get; set; }

    /// <summary>Counts a packet that goes no further, and logs it if that is wanted.</summary>
    public void Drop(DropReason reason, string objectId)
    {
        Drops.Add(reason);
        Log.HandleDrop(reason, objectId);
    }
}
