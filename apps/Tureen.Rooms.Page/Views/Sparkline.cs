using System.Globalization;
using System.Text;

namespace Tureen.Rooms.Page.Views;

/// <summary>The newest values of something, as points of a line in a box of 120 by 32 units.</summary>
internal sealed class Sparkline
{
    /// <summary>Values that are kept: two minutes, at one each two seconds.</summary>
    public const int Length = 60;

    private const double Width = 120;
    private const double Height = 32;
    private const double Margin = 2;

    private readonly Queue<double> _values = new(Length);

    public void Add(double value)
    {
        if (_values.Count == Length)
        {
            _values.Dequeue();
        }

        _values.Enqueue(value);
    }

    /// <summary>The points attribute of a polyline; the newest value is at the right end, the highest at the top.</summary>
    public string Points()
    {
        double highest = Math.Max(1e-9, _values.DefaultIfEmpty(0).Max());
        double step = Width / (Length - 1);
        double x = Width - (step * (_values.Count - 1));
        var points = new StringBuilder();
        foreach (double value in _values)
        {
            double y = Height - Margin - (value / highest * (Height - (2 * Margin)));
            points.Append(CultureInfo.InvariantCulture, $"{x:0.#},{y:0.#} ");
            x += step;
        }

        return points.ToString().TrimEnd();
    }
}
