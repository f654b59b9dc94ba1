using Tureen.Engine.Primitives;

namespace Tureen.Testing.Simulation.Congestion.Links;

/// <summary>How many packets a cross flow may have on the way (RFC 5681; RFC 9438 for Cubic's curve).</summary>
internal sealed class CongestionWindow(bool isCubic, double initial, double least)
{
    private const double CubicScale = 0.4;

    private double _threshold = double.PositiveInfinity;
    private double _highest;
    private Timestamp _decreasedAt;

    public double Packets { get; private set; }

    private double Factor => isCubic ? 0.7 : 0.5;

    /// <summary>Another transfer begins.</summary>
    public void Restart()
    {
        Packets = initial;
        _threshold = double.PositiveInfinity;
        _highest = 0;
    }

    public void HandleAcknowledgement(Timestamp now, TimeSpan roundTrip)
    {
        if (Packets < _threshold)
        {
            Packets++;
        }
        else if (!isCubic)
        {
            Packets += 1 / Packets;
        }
        else
        {
            // Never slower than NewReno would be.
            double inflection = Math.Cbrt(_highest * (1 - Factor) / CubicScale);
            double time = (now - _decreasedAt + roundTrip).TotalSeconds - inflection;
            double target = (CubicScale * time * time * time) + _highest;
            Packets += Math.Max(Math.Clamp((target - Packets) / Packets, 0, 0.5), 0.5 / Packets);
        }
    }

    public void HandleLoss(Timestamp now)
    {
        _highest = Packets;
        _decreasedAt = now;
        Packets = Math.Max(least, Packets * Factor);
        _threshold = Packets;
    }

    public void HandleTimeout()
    {
        _highest = Packets;
        _threshold = Math.Max(least, Packets * Factor);
        Packets = least;
    }
}
