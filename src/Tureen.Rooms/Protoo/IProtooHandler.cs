using System.Text.Json;

namespace Tureen.Rooms.Protoo;

/// <summary>Answers the peer of a <see cref="ProtooConnection"/>.</summary>
internal interface IProtooHandler
{
    /// <summary>
    /// Answers one request. An exception becomes an error response and the connection lives; a request that is left
    /// unanswered is accepted without data.
    /// </summary>
    /// <exception cref="ProtooException">The refusal to send.</exception>
    Task HandleRequestAsync(ProtooRequest request);

    /// <summary>Handles one notification. The connection reads on only while not too many of them wait.</summary>
    Task HandleNotificationAsync(string method, JsonElement data);
}
