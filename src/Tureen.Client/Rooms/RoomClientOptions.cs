using Tureen.Client.Protoo;

namespace Tureen.Client.Rooms;

/// <summary>How a program joins a room.</summary>
public sealed record RoomClientOptions
{
    /// <summary>The address of the room server, such as <c>https://rooms.example.com</c>, or of rooms in an application, such as <c>https://example.com/rooms</c>.</summary>
    public required Uri Server { get; init; }

    /// <summary>The room.</summary>
    public required string RoomId { get; init; }

    /// <summary>The access token that lets the program in; empty for a server that needs none.</summary>
    public string Token { get; init; } = "";

    /// <summary>The media stack, such as <c>NativeHandlerFactory</c>.</summary>
    public required IHandlerFactory HandlerFactory { get; init; }

    /// <summary>The id among the participants; a random one if not given.</summary>
    public string PeerId { get; init; } = Guid.NewGuid().ToString("N");

    /// <summary>The name that the others see.</summary>
    public string DisplayName { get; init; } = "Bot";

    /// <summary>Which candidates may be used; those of TURN servers alone hide the program's address.</summary>
    public IceTransportPolicy IceTransportPolicy { get; init; }

    /// <summary>Whether the server is asked for TCP alone.</summary>
    public bool ForceTcp { get; init; }

    /// <summary>What carries the signaling; a WebSocket of .NET's if not given.</summary>
    public IProtooSocket? Socket { get; init; }
}
