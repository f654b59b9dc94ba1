using System.Text.Json.Nodes;

namespace Tureen.Rooms.Page.Session;

/// <summary>What the server has found out about the connection to this page.</summary>
/// <param name="Available">Bits per second that the connection carries.</param>
/// <param name="Desired">Bits per second of everything that the page wants.</param>
internal readonly record struct Downlink(double Available, double Desired)
{
    /// <summary>Whether it carries less than the page wants.</summary>
    public bool IsShort => Available < Desired;

    /// <summary>Reads the server's notification; null when it does not say how much the connection carries.</summary>
    public static Downlink? Read(JsonNode data) =>
        Number(data["availableBitrate"]) is { } available ? new Downlink(available, Number(data["desiredBitrate"]) ?? 0) : null;

    private static double? Number(JsonNode? node) => node is JsonValue value && value.TryGetValue(out double number) ? number : null;
}
