namespace Tureen.Interop.Tests.Attacks.Sctp;

/// <summary>FORWARD-TSN chunks that name 280 streams each, over messages that are held on others.</summary>
internal sealed class SkippedStreamAttack : SctpAttack
{
    private const int NamedStreams = 280;

    /// <summary>Numbers of messages between the next one of a stream and the first that is held, which are given up one by one.</summary>
    private const int Gap = 1_000;

    private const int HeldPerStream = Held / NamedStreams;

    public override string Name => "S3 FORWARD-TSN of 280 streams";

    protected override double PacketsPerSecond => 106;

    protected override IEnumerable<byte[]> Packets(RawAssociation association)
    {
        uint tsn = association.NextTsn;
        ushort sequence = 0;
        while (true)
        {
            // 1. Whole messages after a gap, in TSNs and on each stream.
            ushort first = (ushort)(sequence + Gap);
            foreach (byte[] packet in Fill(tsn + Gap, Held, i => (3, (ushort)(i % NamedStreams), (ushort)(first + (i / NamedStreams)))))
            {
                yield return packet;
            }

            // 2. The gap is closed step by step, on all streams at once.
            for (int step = 0; step < Gap; step++)
            {
                yield return ForwardTsn(tsn + (uint)step, Skip((ushort)(sequence + step)));
            }

            // 3. All that is left is given up, so that it can begin anew.
            tsn += Gap + Held;
            sequence += Gap + HeldPerStream;
            yield return ForwardTsn(tsn++, Skip((ushort)(sequence - 1)));
        }
    }

    private static byte[] Skip(ushort sequence) =>
        [.. Enumerable.Range(0, NamedStreams).SelectMany(stream => (byte[])[(byte)(stream >> 8), (byte)stream, (byte)(sequence >> 8), (byte)sequence])];
}
