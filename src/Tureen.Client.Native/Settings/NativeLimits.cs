namespace Tureen.Client.Native.Settings;

/// <summary>The bounds of the media stack.</summary>
internal static class NativeLimits
{
    /// <summary>Bytes. The longest message where the server does not say what it takes (RFC 8841 §6.1 has 64 KiB; mediasoup 256 KiB).</summary>
    public const int DefaultMessageSize = 262_144;

    /// <summary>Bytes. What a server may say at most, so that a message fits in memory.</summary>
    public const int MaxMessageSize = 64 * 1024 * 1024;

    /// <summary>Bytes. The longest payload of an RTP packet that is sent whole over any path: 1200 with its header, as browsers send.</summary>
    public const int MaxPayloadLength = 1_200;
}
