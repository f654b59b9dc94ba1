using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tureen.Rooms.Protoo;

/// <summary>Who answers the peer of a <see cref="ProtooConnection"/>.</summary>
internal interface IProtooHandler
{
    /// <summary>Answers one request; an exception becomes an error response and the connection lives.</summary>
    /// <exception cref="ProtooException">The refusal to send.</exception>
    Task<JsonNode?> HandleRequestAsync(string method, JsonElement data);

    void HandleNotification(string method, JsonElement data);
}
