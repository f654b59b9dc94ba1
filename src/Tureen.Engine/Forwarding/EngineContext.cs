using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Engine.Sctp;

namespace Tureen.Engine.Forwarding;

/// <summary>What all objects of one worker share. One thread.</summary>
internal sealed class EngineContext(RandomSource random, NtpClock ntp, ISocketHost sockets, SharedRtpPacketPool packets)
{
    public RandomSource Random { get; } = random;

    public NtpClock Ntp { get; } = ntp;

    public ISocketHost Sockets { get; } = sockets;

    public SharedRtpPacketPool Packets { get; } = packets;

    /// <summary>Buffers for messages, shared by all associations.</summary>
    public SctpBufferPool SctpBuffers { get; } = new();

    public DeadlineHeap Deadlines { get; } = new();

    public DropCounters Drops { get; } = new();

    /// <summary>What the host must tell its objects; drained after each batch.</summary>
    public Queue<EngineEvent> Events { get; } = new();

    /// <summary>Value of the next packet-id extension, shared by all producers of the worker (worker-wide counter of mediasoup).</summary>
    public uint NextPacketId { get; set; } = random.NextUInt32() >> 1;
}
