using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;

namespace Tureen.Engine.Streams;

/// <summary>The clock that a receiver reported, so that reports can answer it (RFC 3611 §4.4 and §4.5).</summary>
internal struct RemoteReferenceTime
{
    private SenderReportReference _reference;
    private uint _ssrc;

    /// <summary>The receiver reported its clock (RRT).</summary>
    public void Set(Timestamp now, uint ssrc, NtpTime ntp)
    {
        if (ntp.Value != 0)
        {
            _ssrc = ssrc;
            _reference.Set(now, ntp);
        }
    }

    /// <summary>The answer, null when the receiver sent none.</summary>
    public readonly DlrrEntry? GetAnswer(Timestamp now) =>
        _reference.IsSet ? new DlrrEntry(_ssrc, _reference.Compact, _reference.DelaySince(now)) : null;
}
