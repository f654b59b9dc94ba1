using Tureen.Engine.Primitives;

namespace Tureen.Net.Links;

/// <summary>A path for datagrams between two workers of this process, or within one: two queues in memory, no socket.</summary>
internal sealed class DatagramLink
{
    private const uint Loopback = 0x7F000001;

    private static int _lastNumber;

    public DatagramLink(int capacity = NetLimits.LinkBytes)
    {
        // The ports distinguish the ends of the newest links for those who look at them; nothing is bound.
        uint number = (uint)Interlocked.Increment(ref _lastNumber) % (ushort.MaxValue / 2);
        var toFirst = new DatagramQueue(capacity);
        var toSecond = new DatagramQueue(capacity);
        NetworkAddress first = NetworkAddress.FromIPv4(Loopback, (ushort)((2 * number) + 1));
        NetworkAddress second = NetworkAddress.FromIPv4(Loopback, (ushort)((2 * number) + 2));
        First = new LinkSocket(first, second, toFirst, toSecond);
        Second = new LinkSocket(second, first, toSecond, toFirst);
    }

    public LinkSocket First { get; }

    public LinkSocket Second { get; }
}
