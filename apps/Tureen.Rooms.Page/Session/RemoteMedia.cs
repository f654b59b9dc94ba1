using Tureen.Client;
using Tureen.Rooms.Page.Views;

namespace Tureen.Rooms.Page.Session;

/// <summary>One track of another participant.</summary>
/// <param name="consumer">The track.</param>
/// <param name="peerId">Whose it is.</param>
/// <param name="source">A <see cref="MediaSource"/>.</param>
/// <param name="hasLayers">Whether one of several qualities can be chosen.</param>
internal sealed class RemoteMedia(Consumer consumer, string peerId, string source, bool hasLayers)
{
    public Consumer Consumer => consumer;

    public string PeerId => peerId;

    public string Source => source;

    public bool HasLayers => hasLayers;

    public bool IsScreen => string.Equals(source, MediaSource.Screen, StringComparison.Ordinal);

    /// <summary>Whether the sender sends nothing for now.</summary>
    public bool IsPaused { get; set; }

    public Quality Quality { get; set; }

    /// <summary>The spatial layer that was asked for; null when none was.</summary>
    public int? PreferredLayer { get; set; }
}
