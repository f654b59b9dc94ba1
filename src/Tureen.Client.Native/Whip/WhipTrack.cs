namespace Tureen.Client.Native;

/// <summary>A track that is published.</summary>
/// <param name="Track">The source.</param>
public sealed record WhipTrack(EncodedTrack Track)
{
    /// <summary>What the program encodes, such as <c>video/H264</c>; <c>audio/opus</c> or <c>video/VP8</c> if not given.</summary>
    public string? MimeType { get; init; }

    /// <summary>How many encodings are sent, from the lowest to the highest.</summary>
    public int EncodingCount { get; init; } = 1;
}
