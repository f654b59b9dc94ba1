using Tureen.Engine.Primitives;

namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>Lost and received media of the last two seconds, and in how many runs it was lost.</summary>
internal sealed class LossWindow
{
    private readonly ByteSlices _lostBytes = new();
    private readonly ByteSlices _receivedBytes = new();
    private readonly ByteSlices _packets = new();
    private readonly ByteSlices _lostPackets = new();
    private readonly ByteSlices _runs = new();
    private bool _isInRun;

    public void Add(Timestamp now, in PacketFate fate)
    {
        switch (fate.Kind)
        {
            case PacketFateKind.Received:
                _receivedBytes.Add(now, fate.Length);
                _packets.Add(now, 1);
                _isInRun = false;
                break;
            case PacketFateKind.Lost:
                _lostBytes.Add(now, fate.Length);
                _lostPackets.Add(now, 1);
                _packets.Add(now, 1);
                _runs.Add(now, _isInRun ? 0 : 1);
                _isInRun = true;
                break;
            default:
                // It moves from the lost ones to the received ones, in the slice of today: two seconds blur it.
                _lostBytes.Add(now, -fate.Length);
                _lostPackets.Add(now, -1);
                _receivedBytes.Add(now, fate.Length);
                break;
        }
    }

    /// <summary>The share of bytes that was lost, 0 to 1; 0 when fewer packets than <paramref name="leastPackets"/> are known.</summary>
    public double GetShare(Timestamp now, TimeSpan window, int leastPackets)
    {
        if (_packets.Sum(now, window) < leastPackets)
        {
            return 0;
        }

        double lost = Math.Max(0, _lostBytes.Sum(now, window));
        return lost / Math.Max(1, lost + _receivedBytes.Sum(now, window));
    }

    public long GetRuns(Timestamp now, TimeSpan window) => _runs.Sum(now, window);

    public long GetPackets(Timestamp now, TimeSpan window) => _packets.Sum(now, window);

    public long GetLostPackets(Timestamp now, TimeSpan window) => Math.Max(0, _lostPackets.Sum(now, window));

    public void Clear()
    {
        _lostBytes.Clear();
        _receivedBytes.Clear();
        _packets.Clear();
        _lostPackets.Clear();
        _runs.Clear();
        _isInRun = false;
    }
}
