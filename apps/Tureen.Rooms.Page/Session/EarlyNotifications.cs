using System.Text.Json.Nodes;

namespace Tureen.Rooms.Page.Session;

/// <summary>Keeps what the server reports about consumers that are still being made here, in order, until they are made.</summary>
internal sealed class EarlyNotifications
{
    /// <summary>Notifications of one consumer. Making one takes a second at most, scores come twice a second.</summary>
    public const int MaxPerConsumer = 64;

    private readonly Dictionary<string, List<(string Method, JsonNode Data)>> _kept = new(StringComparer.Ordinal);

    /// <summary>A consumer is being made from now on.</summary>
    public void Begin(string consumerId) => _kept[consumerId] = [];

    /// <summary>Keeps a notification, if its consumer is being made.</summary>
    public void Keep(string consumerId, string method, JsonNode data)
    {
        if (!_kept.TryGetValue(consumerId, out List<(string Method, JsonNode Data)>? list))
        {
            return;
        }

        if (list.Count == MaxPerConsumer)
        {
            // The oldest of the most frequent kind says the least.
            list.RemoveAt(Math.Max(0, list.FindIndex(static kept => kept.Method is "consumerScore" or "consumerLayersChanged")));
        }

        list.Add((method, data));
    }

    /// <summary>The consumer is made, or could not be made.</summary>
    /// <returns>What came meanwhile.</returns>
    public IReadOnlyList<(string Method, JsonNode Data)> End(string consumerId) =>
        _kept.Remove(consumerId, out List<(string Method, JsonNode Data)>? list) ? list : [];

    public void Clear() => _kept.Clear();
}
