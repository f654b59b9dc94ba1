using System.Text.Json;

namespace Tureen.Client.Rooms;

/// <summary>What is special about the transports of a participant.</summary>
internal sealed record RoomTransportWishes
{
    /// <summary>Which candidates may be used.</summary>
    public IceTransportPolicy Policy { get; init; } = IceTransportPolicy.All;

    /// <summary>Whether the server is asked for TCP alone.</summary>
    public bool ForceTcp { get; init; }

    /// <summary>Additional settings of the peer connection; null for none.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Settings { get; init; }
}
