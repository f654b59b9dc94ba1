using Tureen.Server.Load.Media;

namespace Tureen.Server.Load.Participants;

/// <summary>One track that a participant sends.</summary>
/// <param name="ProducerId">The id that the server gave it.</param>
/// <param name="Source">What makes its packets.</param>
internal sealed record SentStream(string ProducerId, IMediaSource Source);
