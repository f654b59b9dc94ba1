using System.Runtime.InteropServices;
using Tureen.Engine.Primitives;

namespace Tureen.Engine.Rtcp;

/// <summary>
/// Gathers the regular reports of a transport and writes them as one compound: Sender Reports, Receiver Reports, source
/// descriptions, extended report (RFC 3550 §6.1). It refuses what would exceed its length, and is used again after <see cref="Clear"/>.
/// </summary>
internal sealed class RtcpReportCompound
{
    private readonly int _maxLength;
    private readonly List<SenderInfo> _senders;
    private readonly List<ReportBlock> _reports;
    private readonly List<DlrrEntry> _dlrrEntries;
    private readonly byte[] _chunks;
    private int _chunksLength;
    private int _chunkCount;
    private ReceiverReferenceTimeBlock? _referenceTime;

    public RtcpReportCompound(int maxLength = EngineLimits.MaxRtcpLength)
    {
        _maxLength = maxLength;
        _senders = new List<SenderInfo>(maxLength / SenderInfo.Length);
        _reports = new List<ReportBlock>(maxLength / ReportBlock.Length);
        _dlrrEntries = new List<DlrrEntry>(maxLength / DlrrEntry.Length);
        _chunks = new byte[maxLength];
    }

    /// <summary>A compound is worth sending only when it has a report.</summary>
    public bool HasReport => _senders.Count + _reports.Count > 0;

    /// <summary>Bytes that <see cref="Write"/> will need.</summary>
    public int Length => LengthWith(_senders.Count, _reports.Count, _chunkCount, _chunksLength, _dlrrEntries.Count, _referenceTime is not null);

    public void Clear()
    {
        _senders.Clear();
        _reports.Clear();
        _dlrrEntries.Clear();
        _chunksLength = 0;
        _chunkCount = 0;
        _referenceTime = null;
    }

    /// <summary>Adds a stream's Sender Report with its CNAME and, if its receiver sent a reference time, the answer to that; all or nothing.</summary>
    public bool TryAddSender(SenderInfo sender, ReadOnlySpan<byte> cname, DlrrEntry? dlrr)
    {
        int chunkLength = SdesChunk.LengthOf(cname.Length);
        int entries = _dlrrEntries.Count + (dlrr is null ? 0 : 1);
        int length = LengthWith(
            _senders.Count + 1, _reports.Count, _chunkCount + 1, _chunksLength + chunkLength, entries, _referenceTime is not null);
        if (length > _maxLength || SdesChunk.WriteCname(_chunks.AsSpan(_chunksLength), sender.Ssrc, cname) == 0)
        {
            return false;
        }

        _senders.Add(sender);
        _chunksLength += chunkLength;
        _chunkCount++;
        if (dlrr is { } entry)
        {
            _dlrrEntries.Add(entry);
        }

        return true;
    }

    public bool HasRoomForReports(int count) =>
        LengthWith(
            _senders.Count, _reports.Count + count, _chunkCount, _chunksLength, _dlrrEntries.Count, _referenceTime is not null) <= _maxLength;

    public bool TryAddReport(ReportBlock report)
    {
        if (!HasRoomForReports(1))
        {
            return false;
        }

        _reports.Add(report);
        return true;
    }

    /// <summary>Adds the reference time of this side; one compound holds one.</summary>
    public bool TryAddReferenceTime(NtpTime ntp)
    {
        if (LengthWith(_senders.Count, _reports.Count, _chunkCount, _chunksLength, _dlrrEntries.Count, hasReferenceTime: true) > _maxLength)
        {
            return false;
        }

        _referenceTime = new ReceiverReferenceTimeBlock(ntp);
        return true;
    }

    /// <summary>Writes the compound; 0 when it does not fit or has no report.</summary>
    /// <param name="destination">Where to write.</param>
    /// <param name="reporterSsrc">SSRC of this side in Receiver Reports and the extended report.</param>
    public int Write(Span<byte> destination, uint reporterSsrc)
    {
        if (!HasReport || destination.Length < Length)
        {
            return 0;
        }

        var writer = new RtcpCompoundWriter(destination);
        foreach (SenderInfo sender in _senders)
        {
            writer.TryAppend(SenderReport.Write(writer.Free, sender));
        }

        WriteReceiverReports(ref writer, reporterSsrc);
        WriteSourceDescriptions(ref writer);
        writer.TryAppend(ExtendedReport.Write(
            writer.Free, reporterSsrc, _referenceTime, CollectionsMarshal.AsSpan(_dlrrEntries)));
        return writer.Length;
    }

    private static int LengthWith(int senders, int reports, int chunks, int chunksLength, int dlrrEntries, bool hasReferenceTime)
    {
        int length = senders * SenderReport.LengthOf(0);
        length += (PacketsFor(reports) * ReceiverReport.LengthOf(0)) + (reports * ReportBlock.Length);
        length += (PacketsFor(chunks) * RtcpPacketView.HeaderLength) + chunksLength;
        length += dlrrEntries > 0 || hasReferenceTime ? ExtendedReport.FixedLength : 0;
        length += hasReferenceTime ? ReceiverReferenceTimeBlock.Length : 0;
        return length + (dlrrEntries > 0 ? DlrrBlock.LengthOf(dlrrEntries) : 0);
    }

    private static int PacketsFor(int items) => (items + RtcpPacketView.MaxCount - 1) / RtcpPacketView.MaxCount;

    private void WriteReceiverReports(ref RtcpCompoundWriter writer, uint reporterSsrc)
    {
        ReadOnlySpan<ReportBlock> rest = CollectionsMarshal.AsSpan(_reports);
        while (!rest.IsEmpty)
        {
            int count = Math.Min(rest.Length, RtcpPacketView.MaxCount);
            writer.TryAppend(ReceiverReport.Write(writer.Free, reporterSsrc, rest[..count]));
            rest = rest[count..];
        }
    }

    private void WriteSourceDescriptions(ref RtcpCompoundWriter writer)
    {
        ReadOnlySpan<byte> rest = _chunks.AsSpan(0, _chunksLength);
        for (int left = _chunkCount; left > 0; left -= RtcpPacketView.MaxCount)
        {
            int count = Math.Min(left, RtcpPacketView.MaxCount);
            int taken = SourceDescription.WriteChunks(writer.Free, rest, count);
            writer.TryAppend(taken);
            rest = rest[(taken - RtcpPacketView.HeaderLength)..];
        }
    }
}
