using Tureen.Ortc;

namespace Tureen.Client.Testing;

/// <summary>A track without media.</summary>
/// <param name="kind">Audio or video.</param>
/// <param name="label">What its source is called.</param>
public sealed class FakeMediaStreamTrack(MediaKind kind, string label = "") : IMediaStreamTrack
{
    /// <inheritdoc/>
    public event Action? OnEnded;

    /// <summary>A random UUID.</summary>
    public string Id { get; } = Guid.NewGuid().ToString();

    /// <inheritdoc/>
    public MediaKind Kind => kind;

    /// <inheritdoc/>
    public string Label => label;

    /// <inheritdoc/>
    public bool Enabled { get; set; } = true;

    /// <inheritdoc/>
    public bool Muted { get; set; }

    /// <inheritdoc/>
    public MediaStreamTrackState ReadyState { get; private set; }

    /// <inheritdoc/>
    public void Stop() => ReadyState = MediaStreamTrackState.Ended;

    /// <summary>Ends it as if its device were gone.</summary>
    public void EndByItself()
    {
        if (ReadyState != MediaStreamTrackState.Ended)
        {
            ReadyState = MediaStreamTrackState.Ended;
            OnEnded?.Invoke();
        }
    }
}
