using System.Buffers.Binary;
using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp;
using Tureen.Engine.Transports;
using Tureen.Testing.Simulation;

namespace Tureen.Fuzz.Scenes;

/// <summary>The other end of a transport with SCTP: a real association, whose packets the scene carries and looks at.</summary>
internal sealed class DataPeer
{
    private const byte Init = 1;
    private const byte InitAck = 2;
    private const byte CookieEcho = 10;
    private const int InitialTsnOffset = 16;

    private readonly SimulatedAssociation _association;

    public DataPeer(RandomSource random, SctpBufferPool pool, bool isDataChannel) => _association = new SimulatedAssociation(
        random, pool, new DataTransportOptions { EnableSctp = true, IsDataChannel = isDataChannel }, Carry);

    /// <summary>Packets to the worker.</summary>
    public Queue<byte[]> Outgoing { get; } = new();

    /// <summary>What the worker wants to see in each packet.</summary>
    public uint Tag { get; private set; }

    /// <summary>Of the peer's first chunk of data.</summary>
    public uint InitialTsn { get; private set; }

    /// <summary>Of the worker's.</summary>
    public uint WorkerInitialTsn { get; private set; }

    /// <summary>The chunk with which the peer gave the worker's cookie back.</summary>
    public byte[] Echo { get; private set; } = [];

    public void Connect(Timestamp now, IDatagramSink sink) => _association.Connect(now, sink);

    public void Send(Timestamp now, ushort stream, uint ppid, ReadOnlySpan<byte> message, IDatagramSink sink) =>
        _association.Send(now, stream, ppid, message, sink);

    public void ResetStream(Timestamp now, ushort stream, IDatagramSink sink) => _association.ResetStream(now, stream, sink);

    public void Handle(Timestamp now, ReadOnlySpan<byte> packet, IDatagramSink sink)
    {
        ReadOnlySpan<byte> initAck = SctpPackets.FirstChunk(packet, InitAck);
        if (initAck.Length >= InitialTsnOffset + sizeof(uint))
        {
            WorkerInitialTsn = BinaryPrimitives.ReadUInt32BigEndian(initAck[InitialTsnOffset..]);
        }

        _association.HandlePacket(now, packet, sink);
    }

    public void HandleDeadline(Timestamp now, IDatagramSink sink) => _association.HandleDeadline(now, sink);

    public void Close(Timestamp now, IDatagramSink sink) => _association.Close(now, sink);

    private void Carry(Timestamp now, ReadOnlySpan<byte> packet, IDatagramSink sink)
    {
        ReadOnlySpan<byte> init = SctpPackets.FirstChunk(packet, Init);
        if (init.Length >= InitialTsnOffset + sizeof(uint))
        {
            InitialTsn = BinaryPrimitives.ReadUInt32BigEndian(init[InitialTsnOffset..]);
        }

        ReadOnlySpan<byte> echo = SctpPackets.FirstChunk(packet, CookieEcho);
        if (!echo.IsEmpty)
        {
            Echo = echo[..Math.Min(echo.Length, BinaryPrimitives.ReadUInt16BigEndian(echo[2..]))].ToArray();
        }

        Tag = SctpPackets.TagOf(packet) is not 0 and uint tag ? tag : Tag;
        Outgoing.Enqueue(packet.ToArray());
    }
}
