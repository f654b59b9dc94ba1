using Tureen.Engine.Primitives;

namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>The share that a path loses whatever is sent, while something confirms it.</summary>
internal sealed class InherentLoss
{
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(60);
    private Timestamp _until;
    private double _value;

    public double Get(Timestamp now) => now < _until ? _value : 0;

    public void Set(Timestamp now, double value)
    {
        _value = value;
        _until = now + Life;
    }

    public void Lower(double value) => _value = Math.Min(_value, value);

    /// <summary>Loss that looks like it confirms it.</summary>
    public void Observe(Timestamp now, double loss)
    {
        if (now < _until && loss >= 0.5 * _value && loss <= (1.5 * _value) + 0.03)
        {
            _until = now + Life;
        }
    }

    public void Clear() => _until = Timestamp.Zero;
}
