using Tureen.Engine.Rtp;
using Tureen.Engine.Rtp.Extensions;
using Tureen.Engine.Streams;

namespace Tureen.Engine.Forwarding;

internal sealed partial class ProducerCore
{
    private RemoteCaptureClock? _captureClock;

    private string Cname => RtpParameters.Rtcp.Cname ?? string.Empty;

    /// <summary>Makes its capture times follow the clock that it shares with the peer's other producers.</summary>
    public void JoinCaptureClock(RemoteCaptureClocks clocks)
    {
        _captureClock = clocks.Join(Cname, hasAbsCaptureTime: _ids.AbsCaptureTime != 0);
        _header.ClockOffset = _captureClock.Offset;
    }

    public void LeaveCaptureClock(RemoteCaptureClocks clocks) => clocks.Leave(Cname);

    private RemoteCaptureTimeEstimator? CreateCaptureTime(RtpStreamParameters parameters) =>
        _captureClock is null ? null : new RemoteCaptureTimeEstimator(_captureClock, parameters.ClockRate);

    private void ObserveCaptureTime(RtpStreamReceiver stream, in RtpPacket packet)
    {
        if (_ids.AbsCaptureTime != 0
            && packet.TryGetExtension(_ids.AbsCaptureTime, out ReadOnlySpan<byte> value)
            && AbsCaptureTime.TryRead(value, out AbsCaptureTime time))
        {
            stream.HandleAbsCaptureTime(packet.Timestamp, time);
        }
    }
}
