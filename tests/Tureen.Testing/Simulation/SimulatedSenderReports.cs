using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;

namespace Tureen.Testing.Simulation;

/// <summary>Answers the server's reference times as a browser does: with a Sender Report and a DLRR that names the SSRC they came from.</summary>
internal sealed class SimulatedSenderReports(SimulatedStream stream)
{
    private readonly RtcpReportCompound _compound = new();
    private readonly byte[] _buffer = new byte[EngineLimits.MaxRtcpLength];
    private (uint Ssrc, NtpTime Ntp, Timestamp ReceivedAt)? _reference;

    public int Sent { get; private set; }

    public void HandleRtcp(Timestamp now, RtcpPacketView packet)
    {
        if (!ExtendedReport.TryParse(packet, out ExtendedReport report))
        {
            return;
        }

        foreach (XrBlock block in report.Blocks)
        {
            if (ReceiverReferenceTimeBlock.TryParse(block, out ReceiverReferenceTimeBlock reference))
            {
                _reference = (report.Ssrc, reference.Ntp, now);
            }
        }
    }

    /// <summary>Reports if there is a reference time to answer.</summary>
    public void HandleFrame(Timestamp now, uint rtpTimestamp, int packets, SimulatedPeer peer)
    {
        if (_reference is not var (ssrc, ntp, receivedAt) || receivedAt == now)
        {
            return;
        }

        _reference = null;
        uint delay = (uint)((now.Microseconds - receivedAt.Microseconds) * 65_536 / 1_000_000);
        var sender = new SenderInfo(
            stream.Ssrc, NtpTime.FromMicroseconds((ulong)now.Microseconds), rtpTimestamp, (uint)packets, (uint)packets * 1000);
        _compound.Clear();
        _compound.TryAddSender(sender, "peer"u8, new DlrrEntry(ssrc, ntp.Compact, delay));
        peer.SendRtcp(_buffer.AsSpan(0, _compound.Write(_buffer, stream.Ssrc)));
        Sent++;
    }
}
