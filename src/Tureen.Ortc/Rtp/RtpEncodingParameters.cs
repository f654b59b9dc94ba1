using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tureen.Ortc;

/// <summary>
/// One stream of a Producer or Consumer. The members from <see cref="Active"/> on are a client's wishes to its own
/// encoder; a server carries them along and does not use them.
/// </summary>
[JsonConverter(typeof(OrtcJsonConverter<RtpEncodingParameters>))]
public sealed class RtpEncodingParameters : IOrtcJson<RtpEncodingParameters>
{
    /// <summary>The SSRC; 0 counts as not given.</summary>
    public uint? Ssrc { get; set; }

    /// <summary>The RTP stream identifier (RFC 8852), for streams whose SSRC is not signaled.</summary>
    public string? Rid { get; set; }

    /// <summary>The payload type of the codec of this stream; the first media codec if absent.</summary>
    public int? CodecPayloadType { get; set; }

    /// <summary>The retransmission stream, if there is one.</summary>
    public RtpRtxParameters? Rtx { get; set; }

    /// <summary>Whether discontinuous transmission may be used; false after validation unless given.</summary>
    public bool? Dtx { get; set; }

    /// <summary>The layers of the stream, such as <c>L1T3</c> or <c>L3T3_KEY</c>.</summary>
    public string? ScalabilityMode { get; set; }

    /// <summary>The greatest bitrate, in bits per second.</summary>
    public long? MaxBitrate { get; set; }

    /// <summary>Whether the stream is sent.</summary>
    public bool? Active { get; set; }

    /// <summary>The divisor of the resolution, 1 or more.</summary>
    public double? ScaleResolutionDownBy { get; set; }

    /// <summary>The greatest frame rate, in frames per second.</summary>
    public double? MaxFramerate { get; set; }

    /// <summary>Whether the packet time may follow the network.</summary>
    public bool? AdaptivePtime { get; set; }

    /// <summary>The encoder's priority: <c>very-low</c>, <c>low</c>, <c>medium</c> or <c>high</c>.</summary>
    public string? Priority { get; set; }

    /// <summary>The network priority: <c>very-low</c>, <c>low</c>, <c>medium</c> or <c>high</c>.</summary>
    public string? NetworkPriority { get; set; }

    /// <inheritdoc/>
    public static RtpEncodingParameters FromJson(JsonElement json) => JsonFields.Read(json, "encoding", Read);

    /// <inheritdoc/>
    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteOptional("ssrc", Ssrc);
        writer.WriteOptional("rid", Rid);
        writer.WriteOptional("codecPayloadType", CodecPayloadType);
        writer.WriteOptional("rtx", Rtx);
        writer.WriteOptional("dtx", Dtx);
        writer.WriteOptional("scalabilityMode", ScalabilityMode);
        writer.WriteOptional("maxBitrate", MaxBitrate);
        writer.WriteOptional("active", Active);
        writer.WriteOptional("scaleResolutionDownBy", ScaleResolutionDownBy);
        writer.WriteOptional("maxFramerate", MaxFramerate);
        writer.WriteOptional("adaptivePtime", AdaptivePtime);
        writer.WriteOptional("priority", Priority);
        writer.WriteOptional("networkPriority", NetworkPriority);
        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    public RtpEncodingParameters Clone()
    {
        var copy = (RtpEncodingParameters)MemberwiseClone();
        copy.Rtx = Rtx?.Clone();
        return copy;
    }

    // Applications compute bitrates, so a fraction is cut off instead of refused.
    private static long ToBitrate(double bitrate)
        => bitrate is >= 0 and <= uint.MaxValue
            ? (long)bitrate
            : throw new MediasoupTypeException("invalid encoding.maxBitrate");

    private static RtpEncodingParameters Read(JsonFields fields)
    {
        return new RtpEncodingParameters
        {
            Ssrc = fields.OptionalUInt32("ssrc"),
            Rid = fields.OptionalString("rid"),
            CodecPayloadType = fields.OptionalInt32("codecPayloadType"),
            Rtx = fields.OptionalObject<RtpRtxParameters>("rtx"),
            Dtx = fields.TolerantBoolean("dtx"),
            ScalabilityMode = fields.OptionalString("scalabilityMode"),
            MaxBitrate = fields.OptionalDouble("maxBitrate") is { } bitrate ? ToBitrate(bitrate) : null,
            Active = fields.TolerantBoolean("active"),
            ScaleResolutionDownBy = fields.TolerantDouble("scaleResolutionDownBy"),
            MaxFramerate = fields.TolerantDouble("maxFramerate"),
            AdaptivePtime = fields.TolerantBoolean("adaptivePtime"),
            Priority = fields.TolerantString("priority"),
            NetworkPriority = fields.TolerantString("networkPriority"),
        };
    }
}
