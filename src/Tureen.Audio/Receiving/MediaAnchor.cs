namespace Tureen.Audio.Receiving;

/// <summary>When a timestamp arrived and was captured.</summary>
/// <param name="Timestamp">The timestamp.</param>
/// <param name="ArrivedAt">When its packet arrived.</param>
/// <param name="CapturedAt">When it was captured; null if not known.</param>
internal readonly record struct MediaAnchor(long Timestamp, TimeSpan ArrivedAt, DateTimeOffset? CapturedAt);
