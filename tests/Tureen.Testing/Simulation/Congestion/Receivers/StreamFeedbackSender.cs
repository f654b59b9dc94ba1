using System.Buffers.Binary;
using Tureen.Engine.Primitives;

namespace Tureen.Testing.Simulation.Congestion.Receivers;

/// <summary>Reports arrivals by the RTP sequence numbers of each stream (RFC 8888), as libwebrtc does where it was negotiated.</summary>
internal sealed class StreamFeedbackSender(TimeSpan interval, Timestamp start)
{
    private const int MostReports = 300;
    private const int NtpUnitsPerSecond = 65_536;
    private const int OffsetUnitsPerSecond = 1024;
    private const int LongestOffset = 0x1FFD;

    private readonly SortedDictionary<uint, Stream> _streams = [];

    public Timestamp NextDeadline { get; private set; } = start + interval;

    public void HandlePacket(Timestamp now, uint ssrc, ushort sequence)
    {
        if (!_streams.TryGetValue(ssrc, out Stream? stream))
        {
            stream = new Stream { Next = sequence, End = sequence };
            _streams.Add(ssrc, stream);
        }

        stream.Arrivals[sequence] = now;
        stream.Next = (short)(sequence - stream.Next) < 0 ? sequence : stream.Next;
        stream.End = (short)(sequence - stream.End) >= 0 ? (ushort)(sequence + 1) : stream.End;
    }

    /// <summary>Sends what is due.</summary>
    public void HandleDeadline(Timestamp now, Action<byte[]> send)
    {
        if (NextDeadline > now)
        {
            return;
        }

        NextDeadline = now + interval;
        (uint, ushort, Timestamp?[])[] streams = [.. _streams.Where(static pair => pair.Value.Next != pair.Value.End).Select(pair => Report(pair.Key, pair.Value))];
        if (streams.Length > 0)
        {
            send(Write(now, streams));
        }
    }

    /// <summary>A message about streams: SSRC, first number, and for each packet from it on when it arrived, or null.</summary>
    public static byte[] Write(Timestamp now, params (uint Ssrc, ushort First, Timestamp?[] Arrivals)[] streams)
    {
        var message = new List<byte>();
        AddWord(message, 0x8BCD_0000);
        AddWord(message, 1);
        foreach ((uint ssrc, ushort first, Timestamp?[] arrivals) in streams)
        {
            AddWord(message, ssrc);
            AddWord(message, ((uint)first << 16) | (uint)arrivals.Length);
            foreach (Timestamp? arrival in arrivals)
            {
                ushort report = arrival is Timestamp at
                    ? (ushort)(0x8000 | Math.Min((int)((now - at).TotalSeconds * OffsetUnitsPerSecond), LongestOffset))
                    : (ushort)0;
                message.Add((byte)(report >> 8));
                message.Add((byte)report);
            }

            message.AddRange(new byte[arrivals.Length % 2 * 2]);
        }

        AddWord(message, (uint)(long)(now.Microseconds / 1_000_000.0 * NtpUnitsPerSecond));
        byte[] bytes = [.. message];
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2), (ushort)((bytes.Length / 4) - 1));
        return bytes;
    }

    private static void AddWord(List<byte> message, uint word)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, word);
        message.AddRange(bytes);
    }

    private static (uint Ssrc, ushort First, Timestamp?[] Arrivals) Report(uint ssrc, Stream stream)
    {
        ushort first = stream.Next;
        int count = Math.Min((int)(ushort)(stream.End - first), MostReports);
        var arrivals = new Timestamp?[count];
        for (int i = 0; i < count; i++)
        {
            arrivals[i] = stream.Arrivals.TryGetValue((ushort)(first + i), out Timestamp at) ? at : null;
        }

        stream.Next = (ushort)(first + count);
        if (stream.Arrivals.Count > 10 * MostReports)
        {
            stream.Arrivals.Clear();
        }

        return (ssrc, first, arrivals);
    }

    private sealed class Stream
    {
        public Dictionary<ushort, Timestamp> Arrivals { get; } = [];

        /// <summary>The first number that the next report covers.</summary>
        public ushort Next { get; set; }

        /// <summary>The number after the newest.</summary>
        public ushort End { get; set; }
    }
}
