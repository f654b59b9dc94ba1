using System.Text.Json.Nodes;
using Tureen.Client.Protoo;

namespace Tureen.Client.Rooms;

/// <summary>The tracks of the others. The server may close one while it is still being made here.</summary>
internal sealed class RoomConsumers
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, RoomMedia> _media = new(StringComparer.Ordinal);
    private readonly HashSet<string> _making = [];

    /// <summary>Takes a track that the server offers; null if the server has closed it meanwhile.</summary>
    public async Task<RoomMedia?> AddAsync(Transport transport, JsonNode data)
    {
        string id = MessageJson.Text(data["id"]);
        string peerId = MessageJson.Text(data["peerId"]);
        lock (_gate)
        {
            _making.Add(id);
        }

        Consumer consumer;
        try
        {
            consumer = await transport.ConsumeAsync(ConsumerOptions.FromJson(MessageJson.Element(data), peerId));
        }
        catch
        {
            Remove(id);
            throw;
        }

        var media = new RoomMedia(peerId, MessageJson.Text(data["appData"]?["source"]), consumer);
        lock (_gate)
        {
            if (_making.Remove(id))
            {
                _media[id] = media;
                return media;
            }
        }

        consumer.Close();
        return null;
    }

    /// <summary>The server has closed a track.</summary>
    /// <returns>The track; null if it was not made yet.</returns>
    public RoomMedia? Remove(string id)
    {
        RoomMedia? media;
        lock (_gate)
        {
            _making.Remove(id);
            _media.Remove(id, out media);
        }

        media?.Consumer.Close();
        return media;
    }
}
