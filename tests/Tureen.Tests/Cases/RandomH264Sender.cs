using Tureen.Engine.Primitives;

namespace Tureen.Tests.Cases;

/// <summary>Sends pictures of H264, some of them IDR, with parameter sets ahead of any of them, alone or together, the same or others.</summary>
internal sealed class RandomH264Sender
{
    private readonly RandomSource _random;
    private readonly List<RandomH264Picture> _pictures = [];
    private byte[]? _sps;
    private byte[]? _pps;
    private ushort _sequence;
    private uint _timestamp = 5000;

    /// <param name="random">Where the pictures come from.</param>
    /// <param name="given">Sets that the viewers' side knows from the start: SPS, PPS; empty for none.</param>
    public RandomH264Sender(RandomSource random, byte[][] given)
    {
        _random = random;
        _sps = given.ElementAtOrDefault(0);
        _pps = given.ElementAtOrDefault(1);
    }

    /// <summary>Packets sent, with numbers from 0.</summary>
    public int Count => _sequence;

    /// <summary>The picture that a packet belongs to.</summary>
    public RandomH264Picture PictureOf(ushort sequence) =>
        _pictures.Find(picture => picture.Packets.Exists(packet => packet.Sequence == sequence))!;

    public RandomH264Picture Next()
    {
        var packets = new List<(ushort Sequence, uint Timestamp, byte[] Payload, bool Marker)>();
        uint before = _timestamp;
        _timestamp += 3000;
        bool hasSps = AddSets(packets, _random.Next(0, 4) == 0 ? before : _timestamp);
        bool isIdr = _random.Next(0, 3) == 0;
        AddSlices(packets, isIdr);
        var picture = new RandomH264Picture
        {
            Packets = packets,
            IsIdr = isIdr,
            CanBegin = hasSps || (isIdr && _sps is not null && _pps is not null),
            Sets = _sps is not null && _pps is not null ? [_sps, _pps] : [],
        };
        _pictures.Add(picture);
        return picture;
    }

    private bool AddSets(List<(ushort Sequence, uint Timestamp, byte[] Payload, bool Marker)> packets, uint timestamp)
    {
        int kind = _random.Next(0, 8);
        if (kind >= 4)
        {
            return false;
        }

        // Other content now and then; the ids, in the bits after profile and level, stay.
        byte value = (byte)_random.Next(0, 3);
        byte[] sps = [0x67, 0x42, 0xE0, 0x1F, 0x80, value];
        byte[] pps = [0x68, 0xC0, value];
        bool hasSps = kind != 1;
        bool hasPps = kind != 2;
        _sps = hasSps ? sps : _sps;
        _pps = hasPps ? pps : _pps;
        if (kind == 3)
        {
            Add(packets, timestamp, [0x78, 0, (byte)sps.Length, .. sps, 0, (byte)pps.Length, .. pps]);
            return true;
        }

        if (hasSps)
        {
            Add(packets, timestamp, sps, marker: _random.Next(0, 3) == 0);
        }

        if (hasPps)
        {
            Add(packets, timestamp, pps);
        }

        return hasSps;
    }

    private void AddSlices(List<(ushort Sequence, uint Timestamp, byte[] Payload, bool Marker)> packets, bool isIdr)
    {
        int type = isIdr ? 5 : 1;
        int slices = _random.Next(1, 4);
        for (int i = 0; i < slices; i++)
        {
            byte header = (byte)(i == 0 ? 0x88 : 0x48);
            bool isLast = i == slices - 1;
            if (_random.Next(0, 2) == 0)
            {
                Add(packets, _timestamp, [(byte)(0x60 | type), header, 1, 2], isLast);
                continue;
            }

            Add(packets, _timestamp, [0x7C, (byte)(0x80 | type), header, 1]);
            Add(packets, _timestamp, [0x7C, (byte)type, 0xFF]);
            Add(packets, _timestamp, [0x7C, (byte)(0x40 | type), 0xFF], isLast);
        }
    }

    private void Add(
        List<(ushort Sequence, uint Timestamp, byte[] Payload, bool Marker)> packets, uint timestamp, byte[] payload, bool marker = false) =>
        packets.Add((_sequence++, timestamp, payload, marker));
}
