using Tureen.Client;
using Tureen.Ortc;

namespace Tureen.Tests.Client.Browser.Handlers;

internal sealed class TestTrack(string id, MediaKind kind) : IMediaStreamTrack
{
    public event Action? OnEnded
    {
        add { }
        remove { }
    }

    public string Id => id;

    public MediaKind Kind => kind;

    public string Label => "";

    public bool Enabled { get; set; } = true;

    public bool Muted => false;

    public MediaStreamTrackState ReadyState => MediaStreamTrackState.Live;

    public void Stop()
    {
    }
}
