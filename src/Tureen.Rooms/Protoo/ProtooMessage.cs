using System.Text.Json;
using Tureen.Rooms.Limits;

namespace Tureen.Rooms.Protoo;

/// <summary>One received protoo frame.</summary>
internal sealed record ProtooMessage
{
    private static readonly JsonElement EmptyObject = ParseEmptyObject();

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = ProtooLimits.MaxJsonDepth };

    public required ProtooMessageKind Kind { get; init; }

    /// <summary>Set in a request or response.</summary>
    public int Id { get; init; }

    /// <summary>Set in a request or notification.</summary>
    public string Method { get; init; } = string.Empty;

    /// <summary>An empty object when absent or falsy.</summary>
    public JsonElement Data { get; init; } = EmptyObject;

    /// <summary>Set in a response.</summary>
    public bool IsOk { get; init; }

    /// <summary>Set in an error response.</summary>
    public int ErrorCode { get; init; }

    /// <summary>Set in an error response.</summary>
    public string ErrorReason { get; init; } = string.Empty;

    /// <summary>False for what is not a protoo message; such frames are ignored.</summary>
    public static bool TryParse(ReadOnlyMemory<byte> utf8, out ProtooMessage message)
    {
        message = null!;
        try
        {
            using JsonDocument document = JsonDocument.Parse(utf8, Options);
            return document.RootElement.ValueKind == JsonValueKind.Object && TryRead(document.RootElement, out message);
        }
        catch (JsonException)
        {
            return false;
        }
        catch (InvalidOperationException)
        {
            // Strings with lone surrogates parse, and fail when read.
            return false;
        }
    }

    private static bool TryRead(JsonElement root, out ProtooMessage message)
    {
        message = null!;
        if (IsTrue(root, "request"))
        {
            if (!TryGetId(root, out int id) || !TryGetString(root, "method", out string method))
            {
                return false;
            }

            message = new ProtooMessage { Kind = ProtooMessageKind.Request, Id = id, Method = method, Data = GetData(root) };
            return true;
        }

        if (IsTrue(root, "response"))
        {
            return TryReadResponse(root, out message);
        }

        if (IsTrue(root, "notification") && TryGetString(root, "method", out string notification))
        {
            message = new ProtooMessage { Kind = ProtooMessageKind.Notification, Method = notification, Data = GetData(root) };
            return true;
        }

        return false;
    }

    private static bool TryReadResponse(JsonElement root, out ProtooMessage message)
    {
        message = null!;
        if (!TryGetId(root, out int id))
        {
            return false;
        }

        bool isOk = IsTrue(root, "ok");
        TryGetString(root, "errorReason", out string reason);
        int code = root.TryGetProperty("errorCode", out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number)
            ? number
            : 500;
        message = new ProtooMessage
        {
            Kind = ProtooMessageKind.Response,
            Id = id,
            IsOk = isOk,
            Data = GetData(root),
            ErrorCode = code,
            ErrorReason = reason,
        };
        return true;
    }

    private static bool IsTrue(JsonElement root, string name) =>
        root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.True;

    private static bool TryGetId(JsonElement root, out int id)
    {
        id = 0;
        return root.TryGetProperty("id", out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out id);
    }

    private static bool TryGetString(JsonElement root, string name, out string text)
    {
        text = string.Empty;
        if (!root.TryGetProperty(name, out JsonElement value) || value.ValueKind != JsonValueKind.String)
        {
            return false;
        }

        text = value.GetString()!;
        return true;
    }

    private static JsonElement GetData(JsonElement root)
    {
        bool hasData = root.TryGetProperty("data", out JsonElement data)
            && data.ValueKind is JsonValueKind.Object or JsonValueKind.Array;
        return hasData ? data.Clone() : EmptyObject;
    }

    private static JsonElement ParseEmptyObject()
    {
        using JsonDocument document = JsonDocument.Parse("{}");
        return document.RootElement.Clone();
    }
}
