using Tureen.Client.Rooms;
using Tureen.Ortc;

namespace Tureen.Client.Blazor.Calls;

/// <summary>Another person of the call, with what comes from there.</summary>
internal sealed class CallMember(string id, string name)
{
    private readonly List<RoomMedia> _media = [];

    public string Id => id;

    public string Name { get; set; } = name;

    /// <summary>The newest track of each kind: who shares a screen beside the camera is seen by the screen.</summary>
    public IReadOnlyList<IMediaStreamTrack> Tracks =>
        [.. _media.GroupBy(static media => media.Consumer.Kind).Select(static kind => kind.Last().Consumer.Track)];

    /// <summary>Whether nothing is heard.</summary>
    public bool IsMuted => _media.TrueForAll(media => media.Consumer.Kind != MediaKind.Audio || MutedIds.Contains(media.Consumer.Id));

    /// <summary>The consumers whose producers are paused.</summary>
    public HashSet<string> MutedIds { get; } = new(StringComparer.Ordinal);

    public bool Has(string consumerId) => _media.Exists(media => media.Consumer.Id == consumerId);

    public void Add(RoomMedia media)
    {
        _media.Add(media);
        if (media.Consumer.Paused)
        {
            MutedIds.Add(media.Consumer.Id);
        }
    }

    public void Remove(RoomMedia media)
    {
        _media.Remove(media);
        MutedIds.Remove(media.Consumer.Id);
    }
}
