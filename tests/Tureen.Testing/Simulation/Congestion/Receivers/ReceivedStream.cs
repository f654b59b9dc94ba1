using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;

namespace Tureen.Testing.Simulation.Congestion.Receivers;

/// <summary>Counts the packets of one SSRC for Receiver Reports.</summary>
internal sealed class ReceivedStream(uint ssrc)
{
    private long _first = -1;
    private long _highest = -1;
    private long _received;
    private long _reportedExpected;
    private long _reportedReceived;
    private uint _lastReport;
    private Timestamp _lastReportAt;

    public uint Ssrc => ssrc;

    /// <summary>Packets that came after one with a higher number.</summary>
    public int Reordered { get; private set; }

    public void HandlePacket(ushort number)
    {
        long sequence = _highest < 0 ? number + 0x10000 : _highest + (short)(number - (ushort)_highest);
        _first = _first < 0 ? sequence : _first;
        Reordered += sequence < _highest ? 1 : 0;
        _highest = Math.Max(_highest, sequence);
        _received++;
    }

    public void HandleSenderReport(Timestamp now, SenderInfo info)
    {
        _lastReport = info.Ntp.Compact;
        _lastReportAt = now;
    }

    /// <summary>The next block; false before the first packet.</summary>
    public bool TryReport(Timestamp now, out ReportBlock block)
    {
        long expected = _highest - _first + 1;
        long lost = expected - _reportedExpected - (_received - _reportedReceived);
        byte fraction = (byte)Math.Clamp(lost * 256 / Math.Max(1, expected - _reportedExpected), 0, 255);
        (_reportedExpected, _reportedReceived) = (expected, _received);
        uint delay = _lastReport == 0 ? 0 : (uint)((now.Microseconds - _lastReportAt.Microseconds) * 65_536 / 1_000_000);
        int total = (int)Math.Clamp(expected - _received, ReportBlock.MinTotalLost, ReportBlock.MaxTotalLost);
        block = new ReportBlock(ssrc, fraction, total, (uint)_highest, 0, _lastReport, delay);
        return _highest >= 0;
    }
}
