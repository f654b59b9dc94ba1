using System.Text.Json.Nodes;
using Tureen.Ortc;

namespace Tureen.V2;

/// <summary>A codec that a room carries (v2 RoomMediaCodec). Its order decides: clients send the first one of a kind that they have.</summary>
public sealed record RoomMediaCodec
{
    /// <summary>Audio or video. Required.</summary>
    public MediaKind? Kind { get; init; }

    /// <summary>The name of the codec, such as <c>opus</c> or <c>VP8</c>. Required.</summary>
    public string? Name { get; init; }

    /// <summary>The clock rate in Hz. Required.</summary>
    public int? ClockRate { get; init; }

    /// <summary>The number of channels of audio; 1 unless set.</summary>
    public int? Channels { get; init; }

    /// <summary>Parameters of the codec, such as <c>packetization-mode</c>. They are copied.</summary>
    public JsonObject? Parameters { get; init; }
}
