using Tureen.Engine.Primitives;

namespace Tureen.Engine.Streams;

/// <summary>The clock of one capturing peer (one CNAME), shared by all its streams so that they stay in step.</summary>
internal sealed class RemoteCaptureClock(NtpClock clock)
{
    private int _producers;

    /// <summary>After the first Sender Report it is never the header extension again, because streams must not jump.</summary>
    public CaptureTimeSource Source { get; private set; }

    public RemoteClockOffsetEstimator Offset { get; } = new(clock);

    /// <summary>A producer of this CNAME was made.</summary>
    public void AddProducer(bool hasAbsCaptureTime)
    {
        _producers++;
        if (!hasAbsCaptureTime)
        {
            Source = CaptureTimeSource.SenderReport;
        }
        else if (Source == CaptureTimeSource.None)
        {
            Source = CaptureTimeSource.AbsCaptureTime;
        }
    }

    /// <summary>A producer of this CNAME is gone; how many are left.</summary>
    public int RemoveProducer() => --_producers;
}
