namespace Tureen.Interop.Tests.Attacks.Sctp;

/// <summary>140 FORWARD-TSN chunks in each packet, over fragments that are held far behind a gap.</summary>
internal sealed class ForwardTsnAttack : SctpAttack
{
    private const int ChunksPerPacket = 140;

    /// <summary>TSNs between the last one in order and the held ones; a gap block reaches 65,535.</summary>
    private const int Gap = 45_000;

    public override string Name => "S3 FORWARD-TSN over fragments";

    protected override double PacketsPerSecond => 83;

    protected override IEnumerable<byte[]> Packets(RawAssociation association)
    {
        uint tsn = association.NextTsn;
        while (true)
        {
            // 1. Middles of a message whose beginning never comes.
            foreach (byte[] packet in Fill(tsn + Gap, Held, static _ => (0, 1, 0)))
            {
                yield return packet;
            }

            // 2. One step after the other, up to them.
            for (uint step = 0; step < Gap; step += ChunksPerPacket)
            {
                uint from = tsn + step;
                yield return [.. Enumerable.Range(0, ChunksPerPacket).SelectMany(index => ForwardTsn(from + (uint)index))];
            }

            // 3. Over them, so that it can begin anew.
            tsn += Gap + Held;
            yield return ForwardTsn(tsn);
            tsn++;
        }
    }
}
