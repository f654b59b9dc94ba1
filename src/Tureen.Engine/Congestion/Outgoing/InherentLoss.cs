using Tureen.Engine.Primitives;

namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>The share that a path loses whatever is sent, while something confirms it.</summary>
internal sealed class InherentLoss
{
    /// <summary>How much of what is seen later enters the value: a trial has few packets to take it from.</summary>
    private const double Gain = 0.02;

    /// <summary>It grows by that at most without another trial, so that congestion cannot pass for it little by little.</summary>
    private const double MostGrowth = 1.5;

    private static readonly TimeSpan Life = TimeSpan.FromSeconds(60);
    private Timestamp _until;
    private double _value;
    private double _found;

    public double Get(Timestamp now) => now < _until ? _value : 0;

    public void Set(Timestamp now, double value)
    {
        _value = value;
        _found = value;
        _until = now + Life;
    }

    public void Lower(double value) => _value = Math.Min(_value, value);

    /// <summary>Loss that looks like it confirms it.</summary>
    public void Observe(Timestamp now, double loss)
    {
        if (now < _until && loss >= 0.5 * _value && loss <= (1.5 * _value) + 0.03)
        {
            _until = now + Life;
            _value = Math.Min(_value + (Gain * (loss - _value)), MostGrowth * _found);
        }
    }

    public void Clear() => _until = Timestamp.Zero;
}
