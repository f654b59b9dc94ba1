namespace Tureen.Client.Native.Tracks;

/// <summary>One track that the server sends.</summary>
/// <param name="Track">What the application has.</param>
/// <param name="Producer">What receives it from the server.</param>
/// <param name="Consumer">What brings it to the application; null where there is no media.</param>
internal sealed record RemoteTrack(ReceivedTrack Track, Tureen.Producer Producer, Tureen.Consumer? Consumer);
