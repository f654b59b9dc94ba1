namespace Tureen.Rooms.Cluster.Shares;

/// <summary>The ids that peers of this machine have or are about to have, each as often as there are connections with it. Thread-safe.</summary>
internal sealed class ShareClaims
{
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    public string[] All
    {
        get
        {
            lock (_counts)
            {
                return [.. _counts.Keys];
            }
        }
    }

    public bool Has(string peerId)
    {
        lock (_counts)
        {
            return _counts.ContainsKey(peerId);
        }
    }

    public void Add(string peerId)
    {
        lock (_counts)
        {
            _counts[peerId] = _counts.GetValueOrDefault(peerId) + 1;
        }
    }

    /// <returns>Whether that was the last one.</returns>
    public bool Remove(string peerId)
    {
        lock (_counts)
        {
            int left = _counts.GetValueOrDefault(peerId) - 1;
            if (left > 0)
            {
                _counts[peerId] = left;
                return false;
            }

            return _counts.Remove(peerId);
        }
    }
}
