using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;

namespace Tureen.Engine.Streams;

/// <summary>What the last Receiver Report says of a sent stream.</summary>
internal struct RemoteReception
{
    /// <summary>Zero while unknown.</summary>
    public TimeSpan RoundTripTime { get; private set; }

    public int PacketsLost { get; private set; }

    /// <summary>The share of packets that the receiver lost recently, in units of 1/256.</summary>
    public byte FractionLost { get; private set; }

    /// <summary>In units of the RTP timestamp.</summary>
    public uint Jitter { get; private set; }

    public void Handle(NtpTime now, in ReportBlock report)
    {
        if (SenderReportReference.TryGetRoundTrip(now, report.Lsr, report.Dlsr, out TimeSpan roundTrip))
        {
            RoundTripTime = roundTrip;
        }

        PacketsLost = Math.Max(report.TotalLost, 0);
        FractionLost = report.FractionLost;
        Jitter = report.Jitter;
    }
}
