using System.Text.Json.Nodes;

namespace Tureen.Client.Browser.Media;

/// <summary>Constraints as browsers read them (Media Capture and Streams, section 11).</summary>
internal static class ConstraintsJson
{
    public static void Add(JsonObject json, string name, bool? value)
    {
        if (value is { } wish)
        {
            json[name] = wish;
        }
    }

    public static void AddExact(JsonObject json, string name, string? value)
    {
        if (value is not null)
        {
            json[name] = new JsonObject { ["exact"] = value };
        }
    }

    public static void AddIdeal(JsonObject json, string name, string? value)
    {
        if (value is not null)
        {
            json[name] = new JsonObject { ["ideal"] = value };
        }
    }

    public static void AddIdeal(JsonObject json, string name, double? value)
    {
        if (value is { } number)
        {
            json[name] = new JsonObject { ["ideal"] = number };
        }
    }
}
