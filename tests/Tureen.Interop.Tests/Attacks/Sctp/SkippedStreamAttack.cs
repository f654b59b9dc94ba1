namespace Tureen.Interop.Tests.Attacks.Sctp;

/// <summary>FORWARD-TSN chunks that name 280 streams each, over messages that are held on others.</summary>
internal sealed class SkippedStreamAttack : SctpAttack
{
    private const int NamedStreams = 280;
    private const int HoldingStreams = 100;
    private const int FirstNamed = 1_000;

    /// <summary>How many can be sent before the messages have to be held anew.</summary>
    private const int Repetitions = 1_000;

    private static readonly byte[] Skipped =
        [.. Enumerable.Range(FirstNamed, NamedStreams).SelectMany(stream => (byte[])[(byte)(stream >> 8), (byte)stream, 0, 0])];

    public override string Name => "S3 FORWARD-TSN of 280 streams";

    protected override double PacketsPerSecond => 106;

    protected override IEnumerable<byte[]> Packets(RawAssociation association)
    {
        // 1. Whole messages in TSNs after a gap; the first of each stream is missing for good.
        uint tsn = association.NextTsn;
        foreach (byte[] packet in Fill(tsn + Repetitions, Held, static i => (3, (ushort)(i % HoldingStreams), (ushort)((i / HoldingStreams) + 1))))
        {
            yield return packet;
        }

        // 2. The gap is closed step by step, and from then on the newest is sent anew.
        for (uint step = 0; ; step = Math.Min(step + 1, Repetitions - 1))
        {
            yield return ForwardTsn(tsn + step, Skipped);
        }
    }
}
