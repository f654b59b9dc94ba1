using System.Runtime.InteropServices;
using Tureen.Engine.Primitives;

namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>
/// What the last report brought, whatever its form. A packet counts as lost only when the report after the one that left it out leaves it out, too.
/// </summary>
internal sealed class ReportedFates(SentPacketHistory history)
{
    private const SentPacketFlags Kept = SentPacketFlags.Repeated | SentPacketFlags.Probe | SentPacketFlags.Resent;

    private readonly List<PacketFate> _fates = [];
    private readonly List<long> _missing = [];
    private readonly List<long> _newlyMissing = [];
    private long _unknownUntil;
    private bool _isSorted;

    /// <summary>In the order of numbers.</summary>
    public ReadOnlySpan<PacketFate> All => CollectionsMarshal.AsSpan(_fates);

    /// <summary>Reports that never came before the last one.</summary>
    public int LostReports { get; private set; }

    /// <summary>Whether the last report is older than one that came before it: it says what arrived and nothing about delay.</summary>
    public bool IsReordered { get; private set; }

    /// <summary>Packets that the last report covers.</summary>
    public int Covered { get; private set; }

    /// <summary>Packets that the last report covers and that never came.</summary>
    public int Missing { get; private set; }

    /// <summary>The highest number that a report covered.</summary>
    public long NewestReported { get; private set; } = history.Newest;

    /// <summary>The last report brought nothing.</summary>
    public void Clear()
    {
        _fates.Clear();
        _newlyMissing.Clear();
        _isSorted = true;
        Covered = 0;
        Missing = 0;
    }

    /// <summary>A report begins, after <see cref="Clear"/>.</summary>
    public void Begin(bool isReordered, int lostReports)
    {
        IsReordered = isReordered;
        LostReports = lostReports;
    }

    /// <summary>The report covers a packet.</summary>
    /// <param name="now">The time.</param>
    /// <param name="sequence">The packet's number.</param>
    /// <param name="arrivedAt">When it arrived, in microseconds on the peer's clock; null when it did not.</param>
    /// <param name="path">The present path.</param>
    public void Take(Timestamp now, long sequence, long? arrivedAt, byte path)
    {
        Covered++;
        Missing += arrivedAt is null ? 1 : 0;
        if (!history.Contains(sequence))
        {
            return;
        }

        NewestReported = Math.Max(NewestReported, sequence);
        if (arrivedAt is long at)
        {
            TakeReceived(now, sequence, at, path);
        }
        else if (!IsReordered)
        {
            MarkMissing(sequence);
        }
    }

    /// <summary>The report leaves packets out although it is about later ones.</summary>
    public void AddMissing(long first, long last)
    {
        for (long sequence = Math.Max(first, history.Oldest); sequence <= last; sequence++)
        {
            MarkMissing(sequence);
        }
    }

    /// <summary>The report ends.</summary>
    public void Finish(Timestamp now)
    {
        if (!IsReordered)
        {
            ConfirmMissing(now);
        }

        if (!_isSorted)
        {
            _fates.Sort(static (a, b) => a.Sequence.CompareTo(b.Sequence));
        }
    }

    /// <summary>What was sent until now and is not reported as received counts as unknown, not as lost.</summary>
    public void Forget()
    {
        _missing.Clear();
        _unknownUntil = history.Newest;
    }

    private void MarkMissing(long sequence)
    {
        ref SentPacket packet = ref history[sequence];
        if (sequence > _unknownUntil && (packet.Flags & (SentPacketFlags.Received | SentPacketFlags.Missing | SentPacketFlags.Lost)) == SentPacketFlags.None)
        {
            packet.Flags |= SentPacketFlags.Missing;
            _newlyMissing.Add(sequence);
        }
    }

    private void TakeReceived(Timestamp now, long sequence, long arrivedAt, byte path)
    {
        // The first report of an arrival counts; a later one may repeat it.
        ref SentPacket packet = ref history[sequence];
        if ((packet.Flags & SentPacketFlags.Received) != SentPacketFlags.None)
        {
            return;
        }

        bool wasLost = (packet.Flags & SentPacketFlags.Lost) != SentPacketFlags.None;
        bool wasMissing = (packet.Flags & (SentPacketFlags.Missing | SentPacketFlags.Lost)) != SentPacketFlags.None;
        bool isRepeated = (packet.Flags & SentPacketFlags.Repeated) != SentPacketFlags.None;
        packet.Flags = (packet.Flags & Kept) | SentPacketFlags.Received;
        PacketFateKind kind = wasLost ? PacketFateKind.Found : PacketFateKind.Received;
        Add(now, sequence, packet, kind, arrivedAt, !wasMissing && !isRepeated && !IsReordered && packet.Path == path);
    }

    private void ConfirmMissing(Timestamp now)
    {
        foreach (long sequence in _missing)
        {
            if (history.Contains(sequence) && (history[sequence].Flags & SentPacketFlags.Missing) != SentPacketFlags.None)
            {
                ref SentPacket packet = ref history[sequence];
                packet.Flags = (packet.Flags & Kept) | SentPacketFlags.Lost;
                Add(now, sequence, packet, PacketFateKind.Lost, 0, isComparable: false);
            }
        }

        _missing.Clear();
        _missing.AddRange(_newlyMissing);
    }

    private void Add(Timestamp now, long sequence, SentPacket packet, PacketFateKind kind, long arrivedAt, bool isComparable)
    {
        _isSorted &= _fates.Count == 0 || _fates[^1].Sequence < sequence;
        _fates.Add(new PacketFate(
            sequence,
            kind,
            SentPacketHistory.SentAt(now, packet).Microseconds,
            arrivedAt,
            packet.Length,
            packet.UntrackedQuads * 4,
            packet.Cluster,
            packet.Flags,
            isComparable));
    }
}
