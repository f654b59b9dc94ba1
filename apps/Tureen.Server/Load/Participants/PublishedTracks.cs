using System.Collections.Concurrent;
using Tureen.Ortc;

namespace Tureen.Server.Load.Participants;

/// <summary>When each track of this program's participants started.</summary>
internal sealed class PublishedTracks
{
    private readonly ConcurrentDictionary<(string PeerId, MediaKind Kind), TimeSpan> _started = new();

    public void Add(string peerId, MediaKind kind, TimeSpan now) => _started[(peerId, kind)] = now;

    public void Remove(string peerId)
    {
        _started.TryRemove((peerId, MediaKind.Audio), out _);
        _started.TryRemove((peerId, MediaKind.Video), out _);
    }

    /// <summary>The beginning of time for tracks of others.</summary>
    public TimeSpan StartOf(string peerId, MediaKind kind) => _started.GetValueOrDefault((peerId, kind));
}
