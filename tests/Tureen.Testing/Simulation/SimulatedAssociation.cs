using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp;
using Tureen.Engine.Sctp.Send;
using Tureen.Engine.Transports;
using Tureen.Engine.Transports.Data;

namespace Tureen.Testing.Simulation;

/// <summary>The other end of a transport's SCTP association, over any carrier of its packets.</summary>
/// <param name="random">Where tags and first numbers come from.</param>
/// <param name="pool">Its buffers.</param>
/// <param name="options">What the transport at this end would be made of.</param>
/// <param name="carrier">Takes the packets that it sends.</param>
internal sealed class SimulatedAssociation(
    RandomSource random, SctpBufferPool pool, DataTransportOptions options, SimulatedAssociation.Carrier carrier) : ISctpPacketSink
{
    private readonly SctpAssociation _association = new(random, pool, DataAssociation.OptionsOf(options));
    private readonly byte[] _packet = new byte[SctpLimits.Mtu];
    private Timestamp _now;
    private IDatagramSink? _sink;

    public delegate void Carrier(Timestamp now, ReadOnlySpan<byte> packet, IDatagramSink sink);

    public delegate void Receiver(ushort streamId, uint ppid, ReadOnlySpan<byte> payload);

    public bool IsConnected => _association.State == SctpAssociationState.Connected;

    /// <summary>Messages.</summary>
    public long Received { get; private set; }

    /// <summary>Takes each message.</summary>
    public Receiver? OnMessage { get; set; }

    /// <summary>Takes what the association reports besides messages.</summary>
    public Action<SctpEvent>? OnEvent { get; set; }

    public void Connect(Timestamp now, IDatagramSink sink)
    {
        Enter(now, sink);
        _association.Connect(now, this);
        Drain();
    }

    public SendOutcome Send(Timestamp now, ushort streamId, uint ppid, ReadOnlySpan<byte> message, IDatagramSink sink)
    {
        Enter(now, sink);
        SendOutcome outcome = _association.Send(now, streamId, ppid, message, default, this);
        Drain();
        return outcome;
    }

    public void ResetStream(Timestamp now, ushort streamId, IDatagramSink sink)
    {
        Enter(now, sink);
        _association.ResetStreams(now, [streamId], this);
        Drain();
    }

    public void HandlePacket(Timestamp now, ReadOnlySpan<byte> packet, IDatagramSink sink)
    {
        Enter(now, sink);
        _association.HandlePacket(now, packet, this, out _);
        Drain();
    }

    public void HandleDeadline(Timestamp now, IDatagramSink sink)
    {
        if (_association.NextDeadline <= now)
        {
            Enter(now, sink);
            _association.HandleDeadline(now, this);
            Drain();
        }
    }

    /// <summary>Aborts the association.</summary>
    public void Close(Timestamp now, IDatagramSink sink)
    {
        Enter(now, sink);
        _association.Close(this);
        Drain();
    }

    Span<byte> ISctpPacketSink.GetSpan(int maximumLength) => _packet;

    void ISctpPacketSink.Send(int length) => carrier(_now, _packet.AsSpan(0, length), _sink!);

    private void Enter(Timestamp now, IDatagramSink sink)
    {
        _now = now;
        _sink = sink;
    }

    private void Drain()
    {
        while (_association.TryReadMessage(out SctpMessage message))
        {
            Received++;
            OnMessage?.Invoke(message.StreamId, message.PayloadProtocolId, message.Payload);
            message.Release();
        }

        while (_association.TryDequeueEvent(out SctpEvent sctpEvent))
        {
            OnEvent?.Invoke(sctpEvent);
        }
    }
}
