using System.Text.Json.Nodes;
using Tureen.Ortc;

namespace Tureen.V2;

/// <summary>A header extension, of capabilities or in use.</summary>
/// <param name="Kind">Null where it is not said.</param>
/// <param name="Uri">Its name.</param>
/// <param name="Id">Its id.</param>
internal sealed record V2HeaderExtension(MediaKind? Kind, string Uri, int Id)
{
    private const int MaxId = 255;

    /// <exception cref="MediasoupTypeException">A field is missing or wrong.</exception>
    public static V2HeaderExtension Read(JsonNode? node, string idField)
    {
        JsonObject fields = node as JsonObject ?? throw new MediasoupTypeException("header extension is not an object");
        int id = fields.Integer(idField) ?? throw new MediasoupTypeException($"missing headerExtension.{idField}");
        Check.That(id is > 0 and <= MaxId, $"invalid headerExtension.{idField}");
        string uri = fields.Text("uri") ?? throw new MediasoupTypeException("missing headerExtension.uri");
        return new V2HeaderExtension(V2Codec.ReadKind(fields.Text("kind")), uri, id);
    }

    /// <summary>Whether both may be used for one kind of media.</summary>
    public bool IsOfKind(MediaKind? kind) => Kind is null || kind is null || Kind == kind;

    public JsonObject ToCapability() => new()
    {
        ["kind"] = Kind?.ToText(),
        ["uri"] = Uri,
        ["preferredId"] = Id,
        ["preferredEncrypt"] = false,
    };

    public JsonObject ToParameters() => new() { ["uri"] = Uri, ["id"] = Id };
}
