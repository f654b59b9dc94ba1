using System.Buffers.Binary;
using System.Diagnostics;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Net;
using Tureen.Testing.Simulation;

namespace Tureen.Interop.Tests.Native;

/// <summary>One direction of an honest call: numbered packets of sound, each with the time at which it was sent.</summary>
/// <remarks>All but <see cref="Take"/> belongs to the thread of the endpoints.</remarks>
internal sealed class HonestStream
{
    private const int PayloadLength = 120;
    private const int TimestampStep = 960;

    private readonly WebRtcEndpoint _from;
    private readonly uint _ssrc;
    private readonly byte[] _payload = new byte[PayloadLength];

    /// <summary>For each packet the microseconds of its way, or -1 as long as it has not come.</summary>
    private readonly List<long> _latencies = [];
    private long _windowBegin;
    private long _lastArrival;
    private long _worstGap;

    public HonestStream(WebRtcEndpoint from, WebRtcEndpoint to, uint ssrc)
    {
        _from = from;
        _ssrc = ssrc;
        to.RtpReceived = Receive;
    }

    /// <summary>Packets that have come.</summary>
    public int ReceivedCount { get; private set; }

    public void Send(IDatagramSink sink)
    {
        long number = _latencies.Count;
        byte[] header = RtpHeader.Create(MediaParameters.OpusType, (ushort)number, (uint)(number * TimestampStep), _ssrc);
        BinaryPrimitives.WriteInt64BigEndian(_payload, number);
        BinaryPrimitives.WriteInt64BigEndian(_payload.AsSpan(8), MonotonicClock.Now.Microseconds);
        _latencies.Add(-1);
        _from.SendRtp(header, _payload, sink);
    }

    /// <summary>Forgets what was measured; a window begins.</summary>
    public void Begin(Timestamp now)
    {
        _windowBegin = _latencies.Count;
        _lastArrival = now.Microseconds;
        _worstGap = 0;
    }

    /// <summary>How many packets the window has so far; ask before the last ones have come, and give it to <see cref="Take"/> afterwards.</summary>
    public long Mark(Timestamp now)
    {
        _worstGap = Math.Max(_worstGap, now.Microseconds - _lastArrival);
        return _latencies.Count;
    }

    /// <summary>The latencies of the window, in microseconds, with -1 for what is lost.</summary>
    public (long[] Latencies, long WorstGap) Take(long end) =>
        ([.. _latencies.Skip((int)_windowBegin).Take((int)(end - _windowBegin))], _worstGap);

    private void Receive(Timestamp now, ReadOnlySpan<byte> packet, IDatagramSink sink)
    {
        if (!RtpPacket.TryParse(packet.ToArray(), out RtpPacket parsed) || parsed.Payload.Length != PayloadLength)
        {
            return;
        }

        int number = (int)BinaryPrimitives.ReadInt64BigEndian(parsed.Payload);
        Debug.Assert(number < _latencies.Count, "Nothing comes that was not sent.");
        long arrival = MonotonicClock.Now.Microseconds;
        if (_latencies[number] < 0)
        {
            ReceivedCount++;
            _latencies[number] = arrival - BinaryPrimitives.ReadInt64BigEndian(parsed.Payload[8..]);
        }

        _worstGap = Math.Max(_worstGap, arrival - _lastArrival);
        _lastArrival = arrival;
    }
}
