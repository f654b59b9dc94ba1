using Tureen.Engine.Primitives;

namespace Tureen.Engine.Sctp.Send;

/// <summary>What the SACK at hand newly acknowledged, and the round trip that follows from it (RFC 9260 §6.3.1).</summary>
internal sealed class AckTally(OutstandingData outstanding)
{
    /// <summary>The round trip is measured again with the first TSN that was not yet sent at the last measurement (§6.3.1 C4).</summary>
    private uint _roundTripMarker;
    private Timestamp _measuredFrom;

    /// <summary>Bytes, with the headers of their chunks.</summary>
    public int Bytes { get; private set; }

    public bool IsAny { get; private set; }

    /// <summary>The last TSN noted; 0 if there is none.</summary>
    public uint HighestTsn { get; private set; }

    public void Restart(uint initialTsn) => _roundTripMarker = initialTsn;

    public void Begin()
    {
        Bytes = 0;
        HighestTsn = 0;
        IsAny = false;
        _measuredFrom = Timestamp.Never;
    }

    /// <summary>Takes notice of a chunk if it is newly acknowledged.</summary>
    public void Note(int index)
    {
        ref OutstandingChunk chunk = ref outstanding[index];
        if (chunk.State is OutstandingState.Acked or OutstandingState.Abandoned)
        {
            return;
        }

        uint tsn = outstanding.TsnOf(index);
        IsAny = true;
        HighestTsn = tsn;
        Bytes += outstanding.SizeOf(chunk.Length);

        // Karn's rule: nobody knows which copy of a chunk that was sent twice arrived. A chunk that counted as lost does not give the
        // round trip either, because its first SACK was lost.
        if (chunk is { Transmissions: 1, State: OutstandingState.InFlight } && !SerialNumber.IsHigher(_roundTripMarker, tsn))
        {
            _measuredFrom = chunk.SentAt;
        }
    }

    public void MeasureRoundTrip(Timestamp now, RetransmissionTimeout timeout)
    {
        if (!_measuredFrom.IsNever)
        {
            timeout.Measure(now - _measuredFrom);
            _roundTripMarker = outstanding.NextTsn;
        }
    }
}
