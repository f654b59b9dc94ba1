using System.Text.Json;

namespace Tureen.Ortc;

/// <summary>What a codec capability and a codec in use have in common.</summary>
public abstract class RtpCodec
{
    private CodecParameters? _parameters;
    private List<RtcpFeedback>? _rtcpFeedback;

    private protected RtpCodec()
    {
    }

    /// <summary>The media type, such as <c>audio/opus</c> or <c>video/VP8</c>. Case does not matter.</summary>
    public required string MimeType { get; set; }

    /// <summary>The clock rate, in hertz.</summary>
    public required int ClockRate { get; set; }

    /// <summary>The number of channels of an audio codec; validation makes it 1 if absent, and removes it from video.</summary>
    public int? Channels { get; set; }

    /// <summary>The parameters; strings and numbers. Absent from JSON until given, read or validated.</summary>
    public CodecParameters Parameters
    {
        get => _parameters ??= [];
        set => _parameters = value;
    }

    /// <summary>The RTCP feedback mechanisms. Absent from JSON until given, read or validated.</summary>
    public List<RtcpFeedback> RtcpFeedback
    {
        get => _rtcpFeedback ??= [];
        set => _rtcpFeedback = value;
    }

    /// <summary>Whether the codec carries retransmissions (RFC 4588) instead of media.</summary>
    public bool IsRtx => MimeType.Length > 4 && MimeType.EndsWith("/rtx", StringComparison.OrdinalIgnoreCase);

    /// <summary>The payload type of the media codec that an RTX codec belongs to (its <c>apt</c> parameter).</summary>
    public int? AssociatedPayloadType => Parameters["apt"].AsInteger() is { } apt and >= 0 and <= 127 ? (int)apt : null;

    private protected void ReadShared(JsonFields fields)
    {
        Channels = fields.TolerantInt32("channels");
        _parameters = fields.TolerantObject<CodecParameters>("parameters");
        _rtcpFeedback = fields.TolerantList<RtcpFeedback>("rtcpFeedback");
    }

    private protected void WriteShared(Utf8JsonWriter writer)
    {
        writer.WriteNumber("clockRate", ClockRate);
        writer.WriteOptional("channels", Channels);
        writer.WriteOptional("parameters", _parameters);
        writer.WriteOptionalList("rtcpFeedback", _rtcpFeedback);
    }

    private protected RtpCodec CloneShared()
    {
        var copy = (RtpCodec)MemberwiseClone();
        copy._parameters = _parameters?.Clone();
        copy._rtcpFeedback = _rtcpFeedback?.CloneAll();
        return copy;
    }
}
