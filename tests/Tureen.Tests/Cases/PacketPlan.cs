using Tureen.Engine.Primitives;

namespace Tureen.Tests.Cases;

/// <summary>The packets of a stream in the order in which they were made, and in one in which they may come.</summary>
internal sealed class PacketPlan(SeededRandomSource random)
{
    private const int MostMoved = 4;

    /// <summary>Packets of the first picture, before which nobody knows what the stream's packets say.</summary>
    private const int InOrder = 12;

    private readonly List<PlannedPacket> _packets = [];

    public IEnumerable<IGrouping<(int Picture, int Spatial, int Temporal), PlannedPacket>> Frames =>
        _packets.GroupBy(static packet => packet.Frame);

    public void Add((int Picture, int Spatial, int Temporal) frame, byte[] payload, bool marker, byte[]? dependencyDescriptor) =>
        _packets.Add(new PlannedPacket(
            frame, (ushort)(65_000 + _packets.Count), (uint)frame.Picture * 3000, payload, marker, dependencyDescriptor));

    /// <summary>Some packets come a few places late.</summary>
    public List<PlannedPacket> Shuffle()
    {
        var packets = new List<PlannedPacket>(_packets);
        for (int i = InOrder; i < packets.Count; i++)
        {
            int distance = random.Next(0, 4) == 0 ? random.Next(1, MostMoved) : 0;
            if (i + distance < packets.Count)
            {
                PlannedPacket packet = packets[i];
                packets.RemoveAt(i);
                packets.Insert(i + distance, packet);
            }
        }

        return packets;
    }
}
