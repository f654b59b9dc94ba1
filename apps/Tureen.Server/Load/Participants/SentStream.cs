using Tureen.Server.Load.Media;

namespace Tureen.Server.Load.Participants;

/// <summary>One track that a participant sends.</summary>
/// <param name="Producer">What sends it.</param>
/// <param name="Source">What makes its packets.</param>
internal sealed record SentStream(Tureen.Client.Producer Producer, IMediaSource Source)
{
    /// <summary>Packets that left, once each. What the source made before the transport was connected did not.</summary>
    public async Task<long> CountAsync() => (await Producer.GetStatsAsync())
        .OfType("outbound-rtp")
        .Sum(static entry => (long)(entry.Number("packetsSent") ?? 0));
}
