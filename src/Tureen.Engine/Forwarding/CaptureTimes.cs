using Tureen.Engine.Rtp;
using Tureen.Engine.Rtp.Extensions;
using Tureen.Engine.Streams;

namespace Tureen.Engine.Forwarding;

/// <summary>When a producer's media was captured: the clock that it shares with the peer's other producers, and what its packets say.</summary>
/// <param name="cname">Names the peer's clock.</param>
/// <param name="extensionId">The id under which its packets carry abs-capture-time; 0 for none.</param>
internal sealed class CaptureTimes(string cname, int extensionId)
{
    private RemoteCaptureClock? _clock;

    /// <summary>How the peer's clock differs from this side's; null before the producer joined one.</summary>
    public RemoteClockOffsetEstimator? ClockOffset => _clock?.Offset;

    public void Join(RemoteCaptureClocks clocks) => _clock = clocks.Join(cname, hasAbsCaptureTime: extensionId != 0);

    public void Leave(RemoteCaptureClocks clocks) => clocks.Leave(cname);

    /// <summary>What estimates the capture times of one stream; null without a clock.</summary>
    public RemoteCaptureTimeEstimator? CreateEstimator(RtpStreamParameters parameters) =>
        _clock is null ? null : new RemoteCaptureTimeEstimator(_clock, parameters.ClockRate);

    public void HandlePacket(RtpStreamReceiver stream, in RtpPacket packet)
    {
        if (extensionId != 0
            && packet.TryGetExtension(extensionId, out ReadOnlySpan<byte> value)
            && AbsCaptureTime.TryRead(value, out AbsCaptureTime time))
        {
            stream.HandleAbsCaptureTime(packet.Timestamp, time);
        }
    }
}
