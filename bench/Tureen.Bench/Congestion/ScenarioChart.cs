using System.Globalization;
using System.Net;
using System.Text;

namespace Tureen.Bench.Congestion;

/// <summary>Draws one run as SVG: rates and estimate, the wait in the queue, and the layers over time.</summary>
internal sealed class ScenarioChart
{
    private const double Left = 70;
    private const double Width = 1000;
    private const double RateTop = 50;
    private const double RateHeight = 260;
    private const double QueueTop = 340;
    private const double QueueHeight = 110;
    private const double LayerTop = 480;
    private const double LayerHeight = 110;
    private const double Bottom = 620;

    private readonly RunTimeline _run;
    private readonly StringBuilder _svg = new();

    private ScenarioChart(RunTimeline run) => _run = run;

    public static string Draw(string title, RunTimeline run)
    {
        var chart = new ScenarioChart(run);
        chart.DrawAll(title);
        return chart._svg.ToString();
    }

    private void DrawAll(string title)
    {
        _svg.AppendLine(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Left + Width + 20} {Bottom + 20}" font-family="sans-serif" font-size="12">
            <rect width="100%" height="100%" fill="white"/>
            <text x="{Left}" y="22" font-size="15">{WebUtility.HtmlEncode(title)}</text>
            """);
        DrawSeconds();
        DrawRates();
        DrawPanel(QueueTop, QueueHeight, _run.Queue.Max(), "queue ms");
        DrawLine(_run.Queue, QueueTop, QueueHeight, Math.Max(1, _run.Queue.Max()), "#a0522d", "longest wait");
        DrawLayers();
        _svg.AppendLine("</svg>");
    }

    private void DrawRates()
    {
        double highest = Math.Max(_run.Media.Max(), Math.Max(_run.Cross.Max(), _run.Estimates.Max() ?? 0));
        double limit = _run.Capacity.Where(double.IsFinite).DefaultIfEmpty().Max();
        double most = 1.1 * Math.Max(1, limit > 2 * highest ? highest : Math.Max(highest, limit));
        DrawPanel(RateTop, RateHeight, most / 1000, "kbit/s");
        DrawLine([.. _run.Capacity.Select(rate => Math.Min(rate, most))], RateTop, RateHeight, most, "#888888", "capacity");
        DrawLine(_run.Media, RateTop, RateHeight, most, "#1f77b4", "delivered", 1);
        if (_run.Cross.Max() > 0)
        {
            DrawLine(_run.Cross, RateTop, RateHeight, most, "#9467bd", "other flows", 2);
        }

        if (_run.Probes.Max() > 0)
        {
            DrawLine(_run.Probes, RateTop, RateHeight, most, "#d62728", "probes", 3);
        }

        if (_run.Estimates.Any(static estimate => estimate is not null))
        {
            DrawLine([.. _run.Estimates.Select(static estimate => estimate ?? 0)], RateTop, RateHeight, most, "#2ca02c", "estimate", 4);
        }
    }

    private void DrawLayers()
    {
        int steps = _run.SpatialLayers * _run.TemporalLayers;
        double[] values = [.. _run.Steps.Select(step => step.Spatial < 0 ? 0.0 : (step.Spatial * _run.TemporalLayers) + step.Temporal + 1)];
        DrawPanel(LayerTop, LayerHeight, steps, "layers");
        for (int i = 1; i < _run.SpatialLayers; i++)
        {
            double y = YOf(i * _run.TemporalLayers + 0.5, LayerTop, LayerHeight, steps + 0.5);
            _svg.AppendLine(CultureInfo.InvariantCulture, $"""<line x1="{Left}" y1="{y:0.#}" x2="{Left + Width}" y2="{y:0.#}" stroke="#dddddd"/>""");
        }

        DrawLine(values, LayerTop, LayerHeight, steps + 0.5, "#ff7f0e", "spatial and temporal layer");
    }

    private void DrawPanel(double top, double height, double most, string unit) => _svg.AppendLine(CultureInfo.InvariantCulture, $"""
        <rect x="{Left}" y="{top}" width="{Width}" height="{height}" fill="none" stroke="#cccccc"/>
        <text x="{Left - 6}" y="{top + 10}" text-anchor="end">{most:0}</text>
        <text x="{Left - 6}" y="{top + height}" text-anchor="end">0</text>
        <text x="{Left - 6}" y="{top + (height / 2)}" text-anchor="end">{unit}</text>
        """);

    private void DrawLine(double[] values, double top, double height, double most, string colour, string name, int place = 0)
    {
        _svg.Append($"<polyline fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.2\" points=\"");
        for (int i = 0; i < values.Length; i++)
        {
            double x = Left + (Width * i / values.Length);
            _svg.Append(CultureInfo.InvariantCulture, $"{x:0.#},{YOf(values[i], top, height, most):0.#} ");
        }

        _svg.AppendLine("\"/>");
        _svg.AppendLine(CultureInfo.InvariantCulture, $"""<text x="{Left + 6 + (place * 90)}" y="{top - 6}" fill="{colour}">{name}</text>""");
    }

    private void DrawSeconds()
    {
        int seconds = _run.Media.Length / 10;
        for (int second = 0; second <= seconds; second += 5)
        {
            double x = Left + (Width * second / seconds);
            _svg.AppendLine(CultureInfo.InvariantCulture, $"""
                <line x1="{x:0.#}" y1="{RateTop}" x2="{x:0.#}" y2="{LayerTop + LayerHeight}" stroke="#eeeeee"/>
                <text x="{x:0.#}" y="{Bottom - 12}" text-anchor="middle">{second} s</text>
                """);
        }
    }

    private static double YOf(double value, double top, double height, double most) => top + height - (height * Math.Clamp(value / most, 0, 1));
}
