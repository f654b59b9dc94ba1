using System.Text.Json.Nodes;
using Tureen.Ortc;
using Tureen.Rooms.Signaling;

namespace Tureen.Rooms.Members;

/// <summary>A producer of a peer, and what the peer says about it.</summary>
internal sealed record PeerProducer(Producer Producer, string PeerId, JsonObject AppData)
{
    /// <summary>Bytes that the server keeps of it.</summary>
    public long KeptLength { get; init; }

    private bool IsScreen => IsTrue(AppData["share"]) || Source == "screensharing";

    private string? Source => AppData["source"] is JsonValue value && value.TryGetValue(out string? source) ? source : null;

    /// <summary>The source of the media, where each dialect expects it.</summary>
    public JsonObject AppDataFor(Dialect dialect)
    {
        if (dialect == Dialect.Modern)
        {
            string source = Source ?? (IsScreen ? "screensharing" : Producer.Kind.ToWireString());
            return new JsonObject { ["peerId"] = PeerId, ["source"] = source };
        }

        JsonObject data = AppData.DeepClone().AsObject();
        data["peerId"] = PeerId;
        if (IsScreen)
        {
            data["share"] = true;
        }

        return data;
    }

    private static bool IsTrue(JsonNode? node) => node is JsonValue value && value.TryGetValue(out bool isTrue) && isTrue;
}
