using System.Collections;
using System.Text.Json;

namespace Tureen.Client;

/// <summary>The statistics of a connection, a sender or a receiver (WebRTC, section 8.2).</summary>
public sealed class RtcStatsReport : IReadOnlyList<RtcStats>
{
    private readonly RtcStats[] _entries;

    private RtcStatsReport(RtcStats[] entries)
    {
        _entries = entries;
    }

    /// <summary>No statistics.</summary>
    public static RtcStatsReport Empty { get; } = new([]);

    /// <summary>The number of entries.</summary>
    public int Count => _entries.Length;

    /// <inheritdoc/>
    public RtcStats this[int index] => _entries[index];

    /// <summary>Reads statistics.</summary>
    /// <param name="json">A JSON array of entries; what is no object is left out.</param>
    /// <returns>The statistics.</returns>
    /// <exception cref="MediasoupTypeException">It is not a JSON array.</exception>
    public static RtcStatsReport Parse(string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Array)
            {
                throw new MediasoupTypeException("statistics are not an array");
            }

            JsonElement root = document.RootElement.Clone();
            return new RtcStatsReport([.. root.EnumerateArray().Where(entry => entry.ValueKind == JsonValueKind.Object).Select(entry => new RtcStats(entry))]);
        }
        catch (JsonException error)
        {
            throw new MediasoupTypeException("statistics are not JSON", error);
        }
    }

    /// <summary>Gives the entries of a type.</summary>
    /// <param name="type">The type, such as <c>outbound-rtp</c>.</param>
    /// <returns>The entries.</returns>
    public IEnumerable<RtcStats> OfType(string type) => _entries.Where(entry => string.Equals(entry.Type, type, StringComparison.Ordinal));

    /// <summary>Gives an entry.</summary>
    /// <param name="id">Its id.</param>
    /// <returns>The entry; null if there is none.</returns>
    public RtcStats? Find(string? id) => Array.Find(_entries, entry => string.Equals(entry.Id, id, StringComparison.Ordinal));

    /// <inheritdoc/>
    public IEnumerator<RtcStats> GetEnumerator() => ((IEnumerable<RtcStats>)_entries).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
