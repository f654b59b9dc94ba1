using System.Globalization;
using System.Net;
using System.Text;

namespace Tureen.Server.Load.Reports;

/// <summary>Draws values over time as SVG that needs nothing else.</summary>
internal static class LineChart
{
    private const int Width = 640;
    private const int Height = 200;
    private const int Left = 64;
    private const int Bottom = 24;
    private const int Top = 28;

    /// <summary>Points of a line. More would not be seen, so that several samples share one: the largest, because that is what matters.</summary>
    private const int MaxPoints = 600;

    /// <param name="title">What is shown, with its unit.</param>
    /// <param name="points">Seconds and values, in the order of time.</param>
    public static string Draw(string title, IReadOnlyList<(double Seconds, double Value)> points)
    {
        StringBuilder svg = new();
        svg.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{WebUtility.HtmlEncode(title)}\">");
        svg.Append(CultureInfo.InvariantCulture, $"<text class=\"title\" x=\"{Left}\" y=\"16\">{WebUtility.HtmlEncode(title)}</text>");
        double end = points.Count > 0 ? Math.Max(points[^1].Seconds, 1) : 1;
        double max = NiceMaximum(points.Count > 0 ? points.Max(static point => point.Value) : 0);
        foreach (double share in (ReadOnlySpan<double>)[0, 0.5, 1])
        {
            AddGrid(svg, share, max, end);
        }

        svg.Append("<polyline points=\"");
        foreach ((double seconds, double value) in Thin(points))
        {
            svg.Append(CultureInfo.InvariantCulture, $"{X(seconds / end):0.#},{Y(value / max):0.#} ");
        }

        return svg.Append("\"/></svg>").ToString();
    }

    private static void AddGrid(StringBuilder svg, double share, double max, double end)
    {
        svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{Left}\" x2=\"{Width}\" y1=\"{Y(share):0.#}\" y2=\"{Y(share):0.#}\"/>");
        svg.Append(CultureInfo.InvariantCulture, $"<text class=\"value\" x=\"{Left - 6}\" y=\"{Y(share) + 4:0.#}\">{max * share:0.###}</text>");
        string anchor = share > 0.9 ? "end" : "middle";
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{X(share):0.#}\" y=\"{Height - 6}\" text-anchor=\"{anchor}\">{end * share:0.#} s</text>");
    }

    private static IEnumerable<(double Seconds, double Value)> Thin(IReadOnlyList<(double Seconds, double Value)> points)
    {
        int step = (points.Count + MaxPoints - 1) / MaxPoints;
        return points.Chunk(Math.Max(step, 1)).Select(static some => (some[^1].Seconds, some.Max(static one => one.Value)));
    }

    /// <summary>The next of 1, 2, 5, 10, 20 and so on.</summary>
    private static double NiceMaximum(double value)
    {
        if (value <= 0)
        {
            return 1;
        }

        double power = Math.Pow(10, Math.Floor(Math.Log10(value)));
        double share = value / power;
        return power * (share <= 1 ? 1 : share <= 2 ? 2 : share <= 5 ? 5 : 10);
    }

    private static double X(double share) => Left + (share * (Width - Left));

    private static double Y(double share) => Height - Bottom - (share * (Height - Bottom - Top));
}
