using Tureen.Engine.Primitives;

namespace Tureen.Testing.Simulation.Congestion.Links;

/// <summary>Loss in two states, a good and a bad one (Gilbert and Elliott).</summary>
/// <param name="Worsens">The chance for each datagram that the state turns bad.</param>
/// <param name="Recovers">The chance for each datagram that the state turns good.</param>
/// <param name="LossWhenGood">The chance of loss in the good state.</param>
/// <param name="LossWhenBad">The chance of loss in the bad state.</param>
internal sealed record LossModel(double Worsens, double Recovers, double LossWhenGood, double LossWhenBad)
{
    public static readonly LossModel None = new(0, 1, 0, 0);

    /// <summary>Datagrams are lost independently of each other.</summary>
    public static LossModel Independent(double loss) => new(0, 1, loss, 0);

    /// <summary>Datagrams are lost in runs of this mean length.</summary>
    public static LossModel Runs(double loss, double length) => new(loss / (length * (1 - loss)), 1 / length, 0, 1);

    /// <summary>Decides about the next datagram.</summary>
    public bool Loses(RandomSource random, ref bool isBad)
    {
        isBad = isBad ? random.NextDouble() >= Recovers : random.NextDouble() < Worsens;
        return random.NextDouble() < (isBad ? LossWhenBad : LossWhenGood);
    }
}
