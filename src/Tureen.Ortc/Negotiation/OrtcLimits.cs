namespace Tureen.Ortc;

/// <summary>Every bound of what one set of RTP parameters or capabilities may name, with its unit and its reason.</summary>
internal static class OrtcLimits
{
    /// <summary>Bytes of UTF-8. The longest MID or RID that a header extension element can carry (RFC 8285 §4.3); real ones have a few (RFC 8852).</summary>
    public const int MaxIdentifierLength = 255;

    /// <summary>Bytes of UTF-8. The longest CNAME: a longer one fits no SDES item, so that no report about the stream could be sent (RFC 3550 §6.5).</summary>
    public const int MaxCnameLength = 255;

    /// <summary>Bytes of UTF-8. The longest stream and track id; browsers make two UUIDs of it.</summary>
    public const int MaxMsidLength = 255;

    /// <summary>Characters. The longest MIME type or extension URI.</summary>
    public const int MaxNameLength = 255;

    /// <summary>Encodings of one producer. Browsers send three; a pipe takes over those of its producer.</summary>
    public const int MaxEncodings = 32;

    /// <summary>Codecs of one set of parameters: each has a payload type of its own, and there are 128.</summary>
    public const int MaxCodecs = 128;

    /// <summary>Codecs of one set of capabilities, which may name several kinds and repeat payload types. Browsers name about 60.</summary>
    public const int MaxCodecCapabilities = 512;

    /// <summary>Header extensions: as many as there are ids (RFC 8285 §4.3), for each of two kinds.</summary>
    public const int MaxHeaderExtensions = 512;

    /// <summary>Feedback entries of one codec. Browsers name six.</summary>
    public const int MaxRtcpFeedback = 64;

    /// <summary>Parameters of one codec or header extension. The longest lists of H264 and HEVC have a dozen.</summary>
    public const int MaxParameters = 64;

    /// <summary>Characters. The longest value of a parameter; parameter sets in base 64 take a few hundred.</summary>
    public const int MaxParameterLength = 8192;

    /// <summary>Spatial or temporal layers of one stream: payload descriptors count them with three bits (RFC 9628 §4.2).</summary>
    public const int MaxLayers = 8;
}
