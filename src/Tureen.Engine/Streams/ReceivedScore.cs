using Tureen.Engine.Primitives;

namespace Tureen.Engine.Streams;

/// <summary>The score of a received stream, from what was lost and repaired.</summary>
internal sealed class ReceivedScore(Timestamp now)
{
    private readonly RtpStreamScore _score = new(now);

    public int Value => _score.Value;

    public TimeSpan ActiveFor(Timestamp now) => _score.ActiveFor(now);

    /// <summary>The stream fell silent.</summary>
    public void HandleInactive(Timestamp now) => _score.Reset(now, 0);

    /// <summary>The stream flows again.</summary>
    public void HandleActive(Timestamp now) => _score.Reset(now, RtpStreamScore.Maximum);

    /// <summary>The quality since the last call.</summary>
    /// <param name="now">The current instant.</param>
    /// <param name="reception">The packets expected and received.</param>
    /// <param name="repairs">The retransmissions that came.</param>
    /// <param name="hasRtx">Whether retransmissions have a stream of their own, and count as received there.</param>
    /// <param name="isInactive">A stream that is silent gets no sample.</param>
    public void Update(Timestamp now, ReceptionCounter reception, ref RepairCounter repairs, bool hasRtx, bool isInactive)
    {
        (uint expected, uint received) = reception.TakeScoreInterval();
        (uint repaired, uint retransmitted) = repairs.TakeScoreInterval();
        if (isInactive)
        {
            return;
        }

        if (expected == 0 || received == 0)
        {
            _score.Add(now, expected == 0 ? RtpStreamScore.Maximum : 0);
            return;
        }

        uint lost = Math.Min(expected > received ? expected - received : 0, received);
        if (repaired > lost)
        {
            if (hasRtx)
            {
                repaired = lost;
            }
            else
            {
                lost = repaired;
            }
        }

        _score.Add(now, new ScoreInterval(received, lost, repaired, retransmitted).ToScore());
    }

    /// <summary>Whether the score changed since the last call, and from what.</summary>
    public bool TakeChanged(out int previous) => _score.TakeChanged(out previous);
}
