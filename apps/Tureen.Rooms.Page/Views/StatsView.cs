using Tureen.Rooms.Page.Dom;
using Tureen.Rooms.Page.Statistics;

namespace Tureen.Rooms.Page.Views;

/// <summary>The panel of numbers: one section for each stream and transport.</summary>
internal sealed class StatsView
{
    private readonly Element _list = Document.ById("stats-list");
    private readonly Dictionary<string, StatsSection> _sections = [];

    public Panel Panel { get; } = new("stats");

    /// <summary>Forgets all numbers; the next ones may be in another language.</summary>
    public void Clear() => Show([]);

    /// <summary>Shows these numbers in their order; sections that are not among them go.</summary>
    public void Show(IReadOnlyList<StatsEntry> entries)
    {
        foreach (string gone in _sections.Keys.Except(entries.Select(static entry => entry.Id)).ToList())
        {
            _sections.Remove(gone, out StatsSection? section);
            section!.Remove();
        }

        bool isNew = false;
        foreach (StatsEntry entry in entries)
        {
            if (!_sections.TryGetValue(entry.Id, out StatsSection? section))
            {
                section = new StatsSection();
                _sections.Add(entry.Id, section);
                isNew = true;
            }

            section.Show(entry);
        }

        if (isNew)
        {
            foreach (StatsEntry entry in entries)
            {
                _sections[entry.Id].AppendTo(_list);
            }
        }
    }
}
