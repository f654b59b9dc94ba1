namespace Tureen.Rooms.Webhooks;

/// <summary>How soon events are sent again.</summary>
/// <param name="FirstPause">The pause before the second attempt.</param>
internal sealed record WebhookPace(TimeSpan FirstPause);
