using System.Globalization;
using Tureen.Rooms.Limits;
using Tureen.Rooms.Security;

namespace Tureen.Rooms.Signaling;

/// <summary>What a client says in the URL of its WebSocket.</summary>
internal sealed record PeerQuery
{
    public required string RoomId { get; init; }

    public required string PeerId { get; init; }

    /// <summary>Consumers for each producer, besides the one.</summary>
    public int ConsumerReplicas { get; init; }

    /// <summary>Consumers are offered no bandwidth estimation.</summary>
    public bool IsBweDisabled { get; init; }

    public Dialect Dialect { get; init; } = Dialect.Classic;

    /// <summary>The secret of the peer whose place it takes; empty without one.</summary>
    public string ReconnectToken { get; init; } = string.Empty;

    /// <summary>Where the connection comes from.</summary>
    public AddressKey Address { get; init; } = AddressKey.None;

    /// <summary>False without room or peer.</summary>
    public static bool TryParse(IQueryCollection query, AddressKey address, out PeerQuery parsed)
    {
        string token = query["reconnectToken"].ToString();
        string roomId = query["roomId"].ToString();
        string peerId = query["peerId"].ToString();
        bool isModern = query.ContainsKey("usePipeTransports") || query.ContainsKey("disableBwe");
        parsed = new PeerQuery
        {
            RoomId = roomId,
            PeerId = peerId,
            ConsumerReplicas = Replicas(query["consumerReplicas"].ToString()),
            IsBweDisabled = query["disableBwe"] == "true",
            ReconnectToken = token.Length <= RoomLimits.MaxReconnectTokenLength ? token : string.Empty,
            Address = address,
            Dialect = isModern ? Dialect.Modern : Dialect.Classic,
        };
        return roomId.Length > 0 && peerId.Length > 0;
    }

    private static int Replicas(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            ? (int)Math.Clamp(number, 0, RoomLimits.MaxConsumerReplicas)
            : 0;
}
