using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;

namespace Tureen.Engine.Forwarding;

internal abstract partial class ConsumerCore
{
    /// <summary>The loss that the receiver tells of, in units of 1/256.</summary>
    public abstract byte RemoteFractionLost { get; }

    public abstract void HandleReceiverReport(Timestamp now, in ReportBlock report);

    public abstract void HandleNack(Timestamp now, GenericNack nack, IDatagramSink sink);

    public abstract void HandleKeyFrameRequest(Timestamp now, bool isFir, IDatagramSink sink);

    /// <summary>The peer told its clock (RRT), so that reports can answer it.</summary>
    public abstract void HandleReferenceTime(Timestamp now, uint ssrc, NtpTime ntp);

    /// <summary>Adds the reports about what is sent, if any is due; false when there is no room.</summary>
    public abstract bool TryAddReports(Timestamp now, NtpClock ntp, RtcpReportCompound compound);
}
