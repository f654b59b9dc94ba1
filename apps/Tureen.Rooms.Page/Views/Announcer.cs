using Tureen.Rooms.Page.Dom;

namespace Tureen.Rooms.Page.Views;

/// <summary>Says to screen readers, when they have a pause, what people see without words.</summary>
internal sealed class Announcer
{
    /// <summary>From one speaker to the next: who listens hears the voices anyway.</summary>
    private static readonly TimeSpan SpeakerInterval = TimeSpan.FromSeconds(5);

    private readonly Element _region = Document.ById("announcer");
    private string? _speaker;
    private long _saidAt;

    public void Say(string text) => _region.Text = text;

    /// <summary>Says who speaks, unless that was said last or somebody else was said just now.</summary>
    public void SaySpeaker(string peerId, string text)
    {
        TimeProvider time = TimeProvider.System;
        if (!string.Equals(peerId, _speaker, StringComparison.Ordinal) && (_speaker is null || time.GetElapsedTime(_saidAt) >= SpeakerInterval))
        {
            _speaker = peerId;
            _saidAt = time.GetTimestamp();
            Say(text);
        }
    }
}
