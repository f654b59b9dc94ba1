using Tureen.Engine.Primitives;
using Tureen.Recording.Settings;

namespace Tureen.Recording.Frames;

/// <summary>Puts packets in their order, and waits for those that are missing as long as a repair may take.</summary>
/// <param name="repairWindow">How long.</param>
internal sealed class PacketWindow(TimeSpan repairWindow)
{
    private const int Mask = RecordingLimits.MaxReorderedPackets - 1;

    private readonly MediaPacket?[] _packets = new MediaPacket?[RecordingLimits.MaxReorderedPackets];
    private int _count;
    private ushort _next;
    private bool _hasBegun;
    private bool _isAfterGap;

    /// <summary>Packets that never came.</summary>
    public long Lost { get; private set; }

    /// <summary>Packets that came after their place had been given up, or twice.</summary>
    public long Late { get; private set; }

    /// <summary>Takes a packet; the caller has nothing more to do with it.</summary>
    public void Add(in MediaPacket packet)
    {
        ushort sequence = packet.SequenceNumber;
        if (!_hasBegun)
        {
            _hasBegun = true;
            _next = sequence;
        }

        var distance = (short)(sequence - _next);
        if (distance >= _packets.Length)
        {
            // Far ahead: what is before it will not come any more.
            Restart(sequence);
            distance = 0;
        }

        if (distance < 0 || _packets[sequence & Mask] is not null)
        {
            Late++;
            packet.Free();
            return;
        }

        _packets[sequence & Mask] = packet;
        _count++;
    }

    /// <summary>Takes the next packet out.</summary>
    /// <param name="now">The time; <see cref="Timestamp.Never"/> to wait for nothing.</param>
    /// <param name="packet">The packet, which the caller frees.</param>
    /// <param name="isAfterGap">Packets before it are lost.</param>
    public bool TryTake(Timestamp now, out MediaPacket packet, out bool isAfterGap)
    {
        packet = default;
        isAfterGap = false;
        if (_count == 0)
        {
            return false;
        }

        // 1. A gap is given up when the first packet behind it has waited long enough.
        if (_packets[_next & Mask] is null)
        {
            ushort found = FindNext();
            if (now - _packets[found & Mask]!.Value.ReceivedAt < repairWindow)
            {
                return false;
            }

            Lost += (ushort)(found - _next);
            _next = found;
            _isAfterGap = true;
        }

        // 2. The packet.
        packet = _packets[_next & Mask]!.Value;
        _packets[_next & Mask] = null;
        _next++;
        _count--;
        isAfterGap = _isAfterGap;
        _isAfterGap = false;
        return true;
    }

    private ushort FindNext()
    {
        ushort at = _next;
        while (_packets[at & Mask] is null)
        {
            at++;
        }

        return at;
    }

    private void Restart(ushort sequence)
    {
        for (int i = 0; i < _packets.Length; i++)
        {
            _packets[i]?.Free();
            _packets[i] = null;
        }

        Lost += Math.Max(0, (int)(short)(sequence - _next));
        _count = 0;
        _next = sequence;
        _isAfterGap = true;
    }
}
