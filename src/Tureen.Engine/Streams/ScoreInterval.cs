namespace Tureen.Engine.Streams;

/// <summary>What happened to a stream since the previous sample of its score.</summary>
/// <param name="Delivered">Packets received, or sent.</param>
/// <param name="Lost">Packets that did not arrive at first.</param>
/// <param name="Repaired">Of these, the ones that a retransmission brought.</param>
/// <param name="Retransmitted">Retransmissions, useful or not.</param>
internal readonly record struct ScoreInterval(uint Delivered, uint Lost, uint Repaired, uint Retransmitted)
{
    /// <summary>The quality from 0 to 10. The more repairs and useless retransmissions there were, the less the repairs count.</summary>
    public int ToScore()
    {
        double delivered = Delivered;
        double weight = Math.Pow(1 / ((Repaired / delivered) + 1), 4);
        if (Retransmitted > 0)
        {
            weight *= (double)Repaired / Retransmitted;
        }

        double lost = Math.Clamp(Lost - Math.Truncate(Repaired * weight), 0, delivered);
        return (int)Math.Round(Math.Pow((delivered - lost) / delivered, 4) * RtpStreamScore.Maximum, MidpointRounding.AwayFromZero);
    }
}
