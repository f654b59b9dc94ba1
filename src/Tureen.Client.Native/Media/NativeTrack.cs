using Tureen.Ortc;

namespace Tureen.Client.Native;

/// <summary>What the tracks of this media stack have in common.</summary>
public abstract class NativeTrack : IMediaStreamTrack
{
    private volatile bool _isEnabled = true;
    private volatile bool _isEnded;

    private protected NativeTrack(MediaKind kind, string id, string label)
    {
        Kind = kind;
        Id = id;
        Label = label;
    }

    /// <inheritdoc/>
    public event Action? OnEnded;

    /// <inheritdoc/>
    public string Id { get; }

    /// <inheritdoc/>
    public MediaKind Kind { get; }

    /// <inheritdoc/>
    public string Label { get; }

    /// <summary>Whether media flows; packets are dropped otherwise.</summary>
    public bool Enabled
    {
        get => _isEnabled;
        set => _isEnabled = value;
    }

    /// <summary>Always false: a program mutes its own source.</summary>
    public bool Muted => false;

    /// <inheritdoc/>
    public MediaStreamTrackState ReadyState => _isEnded ? MediaStreamTrackState.Ended : MediaStreamTrackState.Live;

    private protected bool IsFlowing => _isEnabled && !_isEnded;

    /// <inheritdoc/>
    public void Stop() => _isEnded = true;

    /// <summary>The source has ended by itself.</summary>
    private protected void End()
    {
        if (!_isEnded)
        {
            _isEnded = true;
            OnEnded?.Invoke();
        }
    }
}
