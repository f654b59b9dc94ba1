namespace Tureen.Engine.Sctp;

/// <summary>What both ends must understand before either uses it.</summary>
[Flags]
internal enum SctpExtensions : byte
{
    None = 0,

    /// <summary>Messages may be given up (RFC 3758).</summary>
    PartialReliability = 1,

    /// <summary>Streams are reset and added (RFC 6525).</summary>
    Reconfiguration = 2,

    /// <summary>Messages of different streams take turns within their fragments (RFC 8260).</summary>
    Interleaving = 4,

    /// <summary>Packets need no checksum, since DTLS protects them (RFC 9653).</summary>
    ZeroChecksum = 8,
}
