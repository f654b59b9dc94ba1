using Tureen.Tests.Engine.Sctp;

namespace Tureen.Interop.Tests.Attacks.Sctp;

/// <summary>Resets of 560 outgoing streams at once, each of which holds messages.</summary>
internal sealed class OutgoingResetAttack : SctpAttack
{
    private const int NamedStreams = 560;
    private const ushort OutgoingResetParameter = 13;

    public override string Name => "S3 outgoing resets";

    protected override double PacketsPerSecond => 277;

    protected override IEnumerable<byte[]> Packets(RawAssociation association)
    {
        uint tsn = association.NextTsn;
        uint request = association.NextTsn;
        while (true)
        {
            // 1. Messages whose predecessors on their stream never come.
            foreach (byte[] packet in Fill(tsn, Held, static i => (3, (ushort)(i % NamedStreams), (ushort)((i / NamedStreams) + 1))))
            {
                yield return packet;
            }

            tsn += Held;

            // 2. The reset that lets go of them.
            yield return SctpPacketBytes.Chunk(RawAssociation.ReConfigChunk, 0, SctpPacketBytes.Parameter(
                OutgoingResetParameter,
                [.. SctpPacketBytes.Number(request++), .. SctpPacketBytes.Number(0), .. SctpPacketBytes.Number(tsn - 1), .. Streams(0, NamedStreams)]));
        }
    }
}
