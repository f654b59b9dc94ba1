using System.Text.Json;
using System.Text.Json.Nodes;
using Tureen.Rooms.Protoo;

namespace Tureen.Tests.Rooms.Protoo;

/// <summary>Answers by its function and keeps the notifications.</summary>
internal sealed class RecordingProtooHandler(Func<ProtooRequest, JsonNode?> answering) : IProtooHandler
{
    public List<string> Notifications { get; } = [];

    public Task HandleRequestAsync(ProtooRequest request)
    {
        request.Accept(answering(request));
        return Task.CompletedTask;
    }

    public Task HandleNotificationAsync(string method, JsonElement data)
    {
        Notifications.Add(method);
        return Task.CompletedTask;
    }
}
