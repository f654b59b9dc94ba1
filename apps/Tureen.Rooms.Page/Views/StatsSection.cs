using Tureen.Rooms.Page.Dom;
using Tureen.Rooms.Page.Statistics;
using Tureen.Rooms.Page.Texts;

namespace Tureen.Rooms.Page.Views;

/// <summary>The numbers of one stream, with its bitrate over time.</summary>
internal sealed class StatsSection
{
    private readonly Element _section = Document.Clone("stats-template");
    private readonly Element _title;
    private readonly Element _words;
    private readonly Element _plot;
    private readonly Element _line;
    private readonly Element _rows;
    private readonly Dictionary<string, Element> _values = [];
    private readonly Sparkline _bitrate = new();

    public StatsSection()
    {
        _title = _section.Find("h3");
        _words = _section.Find(".words");
        _plot = _section.Find("svg");
        _line = _section.Find("polyline");
        _rows = _section.Find("dl");
    }

    /// <summary>Makes it the last one of a list, wherever it was.</summary>
    public void AppendTo(Element list) => list.Append(_section);

    public void Show(StatsEntry entry)
    {
        _title.Text = entry.Title;
        _words.Text = entry.Words;
        _words.IsHidden = entry.Words.Length == 0;
        _bitrate.Add(entry.Bitrate);
        _line.SetAttribute("points", _bitrate.Points());
        _plot.SetAttribute("aria-label", Language.Text("stat.plot", Units.Bitrate(entry.Bitrate)));
        foreach ((string name, string value) in entry.Rows)
        {
            ValueOf(name).Text = value;
        }
    }

    public void Remove() => _section.Remove();

    private Element ValueOf(string name)
    {
        if (!_values.TryGetValue(name, out Element? value))
        {
            Element row = Document.Clone("stat-row-template");
            row.Find("dt").Text = name;
            value = row.Find("dd");
            _values.Add(name, value);
            _rows.Append(row);
        }

        return value;
    }
}
