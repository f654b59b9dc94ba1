using Tureen.Engine.Primitives;

namespace Tureen.Engine.Streams;

/// <summary>The score of a sent stream, from what its receiver reports.</summary>
internal sealed class SentScore
{
    private readonly RtpStreamScore _score = new(Timestamp.Zero);
    private long _scoredSent;
    private int _scoredLost;

    public int Value => _score.Value;

    /// <summary>The quality since the last report.</summary>
    /// <param name="now">The current instant.</param>
    /// <param name="packetsSent">All packets sent so far.</param>
    /// <param name="packetsLost">All packets that the receiver lost so far.</param>
    /// <param name="repairs">The retransmissions to it.</param>
    public void Update(Timestamp now, long packetsSent, int packetsLost, ref RepairCounter repairs)
    {
        uint sent = (uint)(packetsSent - _scoredSent);
        uint lost = (uint)Math.Max(packetsLost - _scoredLost, 0);
        (uint repaired, uint retransmitted) = repairs.TakeScoreInterval();
        _scoredSent = packetsSent;
        _scoredLost = packetsLost;
        if (sent == 0)
        {
            _score.Add(now, RtpStreamScore.Maximum);
            return;
        }

        lost = Math.Min(lost, sent);
        _score.Add(now, new ScoreInterval(sent, lost, Math.Min(repaired, lost), retransmitted).ToScore());
    }

    /// <summary>A spatial layer was switched: the score of the old one says nothing about the new one.</summary>
    public void Reset(Timestamp now) => _score.Reset(now, RtpStreamScore.Maximum, isAnnounced: false);

    public bool TakeChanged() => _score.TakeChanged(out _);
}
