using System.Buffers.Binary;
using Tureen.Engine.Primitives;
using Tureen.Tests.Engine.Sctp;

namespace Tureen.Interop.Tests.Attacks.Sctp;

/// <summary>Requests that the server reset 65,000 of its streams, with an answer to each reset that it asks for in turn.</summary>
internal sealed class IncomingResetAttack : SctpAttack
{
    private const int NamedStreams = 560;
    private const int Requests = 117;
    private const ushort OutgoingResetParameter = 13;
    private const ushort IncomingResetParameter = 14;
    private const ushort ResponseParameter = 16;
    private const uint Performed = 1;

    public override string Name => "S3 incoming resets";

    protected override double PacketsPerSecond => 177;

    protected override IEnumerable<byte[]> Packets(RawAssociation association)
    {
        association.ChunkReceived = (now, type, value, sink) => AnswerReset(association, now, type, value, sink);
        uint request = association.NextTsn;
        while (true)
        {
            for (int i = 0; i < Requests; i++)
            {
                yield return SctpPacketBytes.Chunk(RawAssociation.ReConfigChunk, 0, SctpPacketBytes.Parameter(
                    IncomingResetParameter, [.. SctpPacketBytes.Number(request++), .. Streams(i * NamedStreams, NamedStreams)]));
            }
        }
    }

    private static void AnswerReset(RawAssociation association, Timestamp now, byte type, byte[] value, IDatagramSink sink)
    {
        if (type == RawAssociation.ReConfigChunk && value.Length >= 8 && BinaryPrimitives.ReadUInt16BigEndian(value) == OutgoingResetParameter)
        {
            uint number = BinaryPrimitives.ReadUInt32BigEndian(value.AsSpan(4));
            association.Send(now, SctpPacketBytes.Chunk(RawAssociation.ReConfigChunk, 0, SctpPacketBytes.Parameter(
                ResponseParameter, [.. SctpPacketBytes.Number(number), .. SctpPacketBytes.Number(Performed)])), sink);
        }
    }
}
