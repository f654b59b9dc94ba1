namespace Tureen.Rooms.Cluster.Shares;

/// <summary>Where pipes of this machine listen.</summary>
/// <param name="Ip">The address.</param>
/// <param name="Announced">What other machines use instead; null for the same.</param>
internal sealed record PipeAddress(string Ip, string? Announced);
