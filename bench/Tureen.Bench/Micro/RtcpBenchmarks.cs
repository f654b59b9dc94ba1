using BenchmarkDotNet.Attributes;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;

namespace Tureen.Bench.Micro;

/// <summary>Reading and writing the reports that come and go once a second, and the NACK of a lossy path.</summary>
public class RtcpBenchmarks
{
    private readonly byte[] _reports = new byte[EngineLimits.MaxRtcpLength];
    private readonly byte[] _nack = new byte[EngineLimits.MaxRtcpLength];
    private readonly byte[] _destination = new byte[EngineLimits.MaxRtcpLength];
    private readonly int _reportsLength;
    private readonly int _nackLength;
    private readonly RtcpReportCompound _compound = new();

    public RtcpBenchmarks()
    {
        FillCompound();
        _reportsLength = _compound.Write(_reports, SamplePackets.Ssrc);
        _nackLength = GenericNack.Write(_nack, 1, SamplePackets.Ssrc, [10, 11, 13, 40, 41], out _);
    }

    /// <summary>A Sender Report, a Receiver Report of four blocks, a source description and an extended report.</summary>
    [Benchmark]
    public uint ParseReports()
    {
        uint seen = 0;
        var packets = new RtcpCompoundEnumerator(_reports.AsSpan(0, _reportsLength));
        while (packets.MoveNext())
        {
            if (packets.Current.Type == RtcpPacketType.SenderReport && SenderReport.TryParse(packets.Current, out SenderReport sender))
            {
                seen += sender.Sender.PacketCount;
            }
            else if (ReceiverReport.TryParse(packets.Current, out ReceiverReport receiver))
            {
                foreach (ReportBlock block in receiver.Reports)
                {
                    seen += block.HighestSequence;
                }
            }
        }

        return seen;
    }

    [Benchmark]
    public int ParseNack()
    {
        int sum = 0;
        var packets = new RtcpCompoundEnumerator(_nack.AsSpan(0, _nackLength));
        while (packets.MoveNext())
        {
            if (GenericNack.TryParse(packets.Current, out GenericNack nack))
            {
                foreach (ushort sequence in nack.SequenceNumbers)
                {
                    sum += sequence;
                }
            }
        }

        return sum;
    }

    [Benchmark]
    public int WriteReports()
    {
        _compound.Clear();
        FillCompound();
        return _compound.Write(_destination, SamplePackets.Ssrc);
    }

    private void FillCompound()
    {
        _compound.TryAddSender(new SenderInfo(SamplePackets.Ssrc, new NtpTime(1UL << 32), 1, 2, 3), "peer"u8, dlrr: null);
        for (uint i = 0; i < 4; i++)
        {
            _compound.TryAddReport(new ReportBlock(i, 0, 0, i, 0, 0, 0));
        }

        _compound.TryAddReferenceTime(new NtpTime(1UL << 32));
    }
}
