using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;

namespace Tureen.Engine.Streams;

/// <summary>The retransmission stream of a received stream: its own sequence, counted and reported on its own (RFC 4588 §4).</summary>
internal sealed class RtxStreamReceiver(byte payloadType, uint ssrc)
{
    private readonly ReceptionCounter _reception = new();
    private SenderReportReference _senderReport;

    public byte PayloadType { get; } = payloadType;

    public uint Ssrc { get; } = ssrc;

    public uint PacketsDiscarded => _reception.Discarded;

    /// <summary>Takes a packet into account; false when it lies outside of the sequence.</summary>
    public bool TryHandle(ushort sequence)
    {
        if (_reception.Handle(sequence) == SequenceVerdict.Rejected)
        {
            return false;
        }

        _reception.CountReceived();
        return true;
    }

    public void HandleSenderReport(Timestamp now, SenderInfo sender) => _senderReport.Set(now, sender.Ntp);

    public ReportBlock TakeReport(Timestamp now) => _reception.TakeReport(now, Ssrc, 0, _senderReport, out _);
}
