using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using Tureen.Testing;

namespace Tureen.Tests.Engine.Rtcp;

[Collection(nameof(AllocationMeasurement))]
public sealed class RtcpReportCompoundTests
{
    private readonly byte[] _destination = new byte[EngineLimits.MaxRtcpLength];

    [Fact]
    public void The_packets_come_in_the_order_of_the_RFC()
    {
        var compound = new RtcpReportCompound();
        Assert.False(compound.HasReport);
        Assert.True(compound.TryAddSender(new SenderInfo(1, new NtpTime(1), 1, 1, 1), "cname"u8, new DlrrEntry(1, 2, 3)));
        Assert.True(compound.TryAddReport(new ReportBlock(9, 0, 0, 0, 0, 0, 0)));
        Assert.True(compound.TryAddReferenceTime(new NtpTime(77)));
        Assert.True(compound.TryAddSender(new SenderInfo(2, new NtpTime(1), 1, 1, 1), "cname"u8, null));

        int length = compound.Write(_destination, 5);

        Assert.Equal(compound.Length, length);
        Assert.Equal("SenderReport SenderReport ReceiverReport SourceDescription ExtendedReport", Types(length));
        compound.Clear();
        Assert.False(compound.HasReport);
        Assert.Equal(0, compound.Length);
        Assert.Equal(0, compound.Write(_destination, 5));
    }

    [Fact]
    public void Thirty_three_reports_are_packets_of_31_and_2()
    {
        var compound = new RtcpReportCompound();
        for (uint ssrc = 1; ssrc <= 33; ssrc++)
        {
            Assert.True(compound.TryAddReport(new ReportBlock(ssrc, 0, 0, 0, 0, 0, 0)));
        }

        int length = compound.Write(_destination, 5);

        var counts = new List<int>();
        uint next = 1;
        foreach (RtcpPacketView packet in new RtcpCompoundEnumerator(_destination.AsSpan(0, length)))
        {
            Assert.True(ReceiverReport.TryParse(packet, out ReceiverReport report));
            counts.Add(report.Reports.Count);
            foreach (ReportBlock block in report.Reports)
            {
                Assert.Equal(next++, block.Ssrc);
            }
        }

        Assert.Equal([31, 2], counts);
    }

    [Fact]
    public void What_exceeds_the_length_is_refused_and_changes_nothing()
    {
        var compound = new RtcpReportCompound();
        uint senders = 0;
        while (compound.TryAddSender(new SenderInfo(senders, default, 0, 0, 0), "0123456789"u8, new DlrrEntry(senders, 1, 1)))
        {
            senders++;
        }

        int length = compound.Length;
        Assert.InRange(length, EngineLimits.MaxRtcpLength - 60, EngineLimits.MaxRtcpLength);
        Assert.Equal(length, compound.Write(_destination, 5));
        while (compound.TryAddReport(default))
        {
        }

        Assert.InRange(compound.Length, length, EngineLimits.MaxRtcpLength);
        Assert.Equal(compound.Length, compound.Write(_destination, 5));
    }

    [Fact]
    public void More_than_31_chunks_are_two_descriptions()
    {
        var compound = new RtcpReportCompound(maxLength: 4000);
        var destination = new byte[4000];
        for (uint ssrc = 0; ssrc < 32; ssrc++)
        {
            Assert.True(compound.TryAddSender(new SenderInfo(ssrc, default, 0, 0, 0), "c"u8, null));
        }

        int length = compound.Write(destination, 5);

        var counts = new List<int>();
        foreach (RtcpPacketView packet in new RtcpCompoundEnumerator(destination.AsSpan(0, length)))
        {
            if (SourceDescription.TryParse(packet, out SourceDescription description))
            {
                counts.Add(description.Count);
            }
        }

        Assert.Equal([31, 1], counts);
    }

    [Fact]
    public void Reporting_allocates_nothing()
    {
        var compound = new RtcpReportCompound();
        Report(compound);
        long allocated = Allocations.Least(() => Report(compound));

        Assert.Equal(0, allocated);
    }

    private void Report(RtcpReportCompound compound)
    {
        compound.Clear();
        compound.TryAddSender(new SenderInfo(1, default, 0, 0, 0), "cname"u8, new DlrrEntry(1, 2, 3));
        compound.TryAddReport(default);
        compound.TryAddReferenceTime(default);
        compound.Write(_destination, 5);
    }

    private string Types(int length)
    {
        var types = new List<RtcpPacketType>();
        foreach (RtcpPacketView packet in new RtcpCompoundEnumerator(_destination.AsSpan(0, length)))
        {
            types.Add(packet.Type);
        }

        return string.Join(' ', types);
    }
}
